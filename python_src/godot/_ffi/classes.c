/* Room A, C floor: classes. What the engine calls on classes that are written in Python. */
#include "bridge.h"

_Thread_local int class_constructing;

typedef struct {
    Signature signature;
    uint64_t name; /* StringName, compared by address as the engine does */
    uint8_t result_is_reference;
} Virtual;

typedef struct {
    PyTypeObject *type;
    uint64_t name, base; /* StringNames: this class, and the engine class that is constructed for it */
    Py_ssize_t count;
    Virtual virtuals[];
} ClassRecord;

/* ---- instances ---- */

GDExtensionObjectPtr class_create_instance(void *userdata, GDExtensionBool notify) {
    ClassRecord *record = userdata;
    int from_python = class_constructing;
    class_constructing = 0;
    GDExtensionObjectPtr object = bridge_is_up ? gd.classdb_construct_object2(&record->base) : NULL;
    if (!object)
        return NULL;
    BRIDGE_ENTER;
    EngineObject *self = object_adopt(record->type, object);
    if (!self) {
        report_exception();
        gd.object_destroy(object);
        object = NULL;
    } else {
        if (self->ref_counted) { /* nobody but its face has a reference */
            self->newborn = NEWBORN_IN_INIT;
            object_hold(self);
        }
        gd.object_set_instance(object, &record->name, self);
        if (!from_python) {
            PyObject *init = PyObject_GetAttrString((PyObject *)record->type, "__init__");
            PyObject *done = init ? PyObject_CallOneArg(init, (PyObject *)self) : NULL;
            Py_XDECREF(init);
            Py_XDECREF(done);
            if (!done) /* the engine expects an object all the same; it lives on without what __init__ would have set */
                report_exception();
        }
        if (notify)
            object_notify_postinitialize(object);
        if (self->newborn && !from_python)
            self->newborn = NEWBORN_WAITS;
        Py_DECREF(self);
    }
    BRIDGE_LEAVE;
    return object;
}

/* An object that Python's deallocation is destroying runs no Python method any more. */
static int has_gone(GDExtensionClassInstancePtr instance) {
    return !bridge_is_up || ((EngineObject *)instance)->dying;
}

/* The face is released by its binding, which the engine frees right after this. */
void class_free_instance(void *userdata, GDExtensionClassInstancePtr instance) {}

/* ---- virtual methods ---- */

void *class_get_virtual(void *userdata, GDExtensionConstStringNamePtr name, uint32_t hash) {
    ClassRecord *record = userdata;
    uint64_t wanted = *(const uint64_t *)name;
    for (Py_ssize_t i = 0; i < record->count; i++)
        if (record->virtuals[i].name == wanted)
            return &record->virtuals[i];
    return NULL;
}

static void report_of_method(PyObject *self, PyObject *name, int is_result) {
    PyObject *method = _PyType_Lookup(Py_TYPE(self), name); /* calls nothing: there may be no room for it */
    Py_XINCREF(method);
    report_exception_of(method, is_result);
    Py_XDECREF(method);
}

/* Arguments and result are the engine's plain values, as in a ptrcall. */
static void call_with_pointers(const Signature *signature, int result_is_reference, PyObject *self,
                               const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
    PyObject *stack[1 + MAX_ARGUMENTS], *answer = NULL;
    BRIDGE_ENTER;
    int made = 1;
    stack[0] = Py_NewRef(self);
    while (made <= signature->count && (stack[made] = python_from_pointer(signature->kinds[made - 1], args[made - 1])))
        made++;
    if (made > signature->count)
        answer = call_answer(
            PyObject_VectorcallMethod(signature->method, stack, made | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL), stack[0],
            signature->result == KIND_VARIANT);
    if (signature->result != GDEXTENSION_VARIANT_TYPE_NIL &&
        (!answer || pointer_from_python(signature->result, result_is_reference, answer, result)))
        pointer_default(signature->result, result);
    if (PyErr_Occurred())
        report_of_method(stack[0], signature->method, answer != NULL);
    Py_XDECREF(answer);
    while (made > 0)
        Py_DECREF(stack[--made]);
    BRIDGE_LEAVE;
}

void class_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr name, void *data,
                        const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
    Virtual *virtual = data;
    EngineObject *face = instance;
    if (has_gone(instance) || (face->script && script_has_method(face->script, name))) /* it has been asked, and raised */
        pointer_default(virtual->signature.result, result);
    else
        call_with_pointers(&virtual->signature, virtual->result_is_reference, instance, args, result);
}

enum { NOTIFICATION_PREDELETE = 1 }; /* of the class Object */

/* The object is about to be destroyed, and still whole: now is the time to end what waits in its coroutines. */
void class_predelete(GDExtensionClassInstancePtr instance, int32_t what, GDExtensionBool reversed) {
    if (what != NOTIFICATION_PREDELETE || has_gone(instance) || !((EngineObject *)instance)->awaits)
        return;
    BRIDGE_ENTER;
    PyObject *done = PyObject_CallOneArg(hooks.cancel, (PyObject *)instance);
    if (!done)
        report_exception();
    Py_XDECREF(done);
    BRIDGE_LEAVE;
}

void class_notification(GDExtensionClassInstancePtr instance, int32_t what, GDExtensionBool reversed) {
    static PyObject *method;
    if (has_gone(instance))
        return;
    class_predelete(instance, what, reversed);
    BRIDGE_ENTER;
    if (!method)
        method = PyUnicode_InternFromString("_notification");
    PyObject *number = PyLong_FromLong(what);
    PyObject *args[] = {(PyObject *)instance, number};
    PyObject *answer =
        number ? PyObject_VectorcallMethod(method, args, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL) : NULL;
    if (!answer)
        report_exception();
    Py_XDECREF(answer);
    Py_XDECREF(number);
    BRIDGE_LEAVE;
}

void class_to_string(GDExtensionClassInstancePtr instance, GDExtensionBool *valid, GDExtensionStringPtr out) {
    *valid = 0;
    if (has_gone(instance))
        return;
    BRIDGE_ENTER;
    PyObject *text = PyObject_Str((PyObject *)instance);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    *valid = utf8 != NULL;
    if (utf8)
        gd.string_new_with_utf8_chars(out, utf8);
    else
        report_exception();
    Py_XDECREF(text);
    BRIDGE_LEAVE;
}

/* ---- methods ---- */

static int argument_fits(MethodRecord *method, int index, const Variant *variant) {
    Kind wanted = method->signature.kinds[index];
    GDExtensionVariantType type = gd.variant_get_type(variant);
    return method->checks_itself || wanted == KIND_VARIANT || type == (GDExtensionVariantType)wanted ||
           (type != GDEXTENSION_VARIANT_TYPE_NIL && gd.variant_can_convert_strict(type, wanted)) ||
           (type == GDEXTENSION_VARIANT_TYPE_NIL && wanted == GDEXTENSION_VARIANT_TYPE_OBJECT);
}

static PyObject *argument_to_python(MethodRecord *method, int index, const Variant *variant) {
    Kind wanted = method->signature.kinds[index];
    if (method->checks_itself || wanted == KIND_VARIANT || gd.variant_get_type(variant) == (GDExtensionVariantType)wanted ||
        gd.variant_get_type(variant) == GDEXTENSION_VARIANT_TYPE_NIL)
        return variant_to_python(variant);
    Variant converted;
    GDExtensionCallError error;
    const void *args[] = {variant};
    gd.variant_construct(wanted, &converted, args, 1, &error);
    PyObject *value = variant_to_python(&converted);
    gd.variant_destroy(&converted);
    return value;
}

/* 1 if the value is of the argument's class, or None; 0 if not; -1 with an exception. */
static int class_fits(MethodRecord *method, int index, PyObject *value) {
    if (!method->classes[index] || value == Py_None)
        return 1;
    if (PyUnicode_Check(method->classes[index])) {
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, method->classes[index]);
        if (!type)
            return -1;
        Py_SETREF(method->classes[index], type);
    }
    return PyObject_IsInstance(value, method->classes[index]);
}

void class_call_method(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args,
                       GDExtensionInt count, GDExtensionVariantPtr result, GDExtensionCallError *error) {
    method_call(userdata, instance, args, count, result, error);
}

/* Calls a method of Python with the engine's Variants; without the GIL. `result` is a nil Variant. */
void method_call(MethodRecord *method, EngineObject *instance, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                 GDExtensionVariantPtr result, GDExtensionCallError *error) {
    if (has_gone(instance))
        error->error = GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL;
    else
        method_call_on(method, (PyObject *)instance, args, count, result, error);
}

void method_call_on(MethodRecord *method, PyObject *self, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                    GDExtensionVariantPtr result, GDExtensionCallError *error) {
    const Signature *signature = &method->signature;
    PyObject *stack[1 + MAX_ARGUMENTS], *answer = NULL;
    error->error = GDEXTENSION_CALL_OK;
    if (!method->checks_itself && (count < method->required || count > signature->count)) {
        error->error = count < method->required ? GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS
                                                : GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS;
        error->expected = count < method->required ? method->required : signature->count;
        return;
    }
    /* A method that checks its own arguments is told of every one, however many; past the room there is nothing to say. */
    int taken = count > MAX_ARGUMENTS ? MAX_ARGUMENTS : (int)count;
    for (int i = 0; i < taken && i < signature->count; i++)
        if (!argument_fits(method, i, args[i])) {
            error->error = GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT;
            error->argument = i;
            error->expected = signature->kinds[i];
            return;
        }
    BRIDGE_ENTER;
    int made = 1;
    stack[0] = Py_NewRef(self);
    int fits = 1;
    while (fits == 1 && made <= taken &&
           (stack[made] = made <= signature->count ? argument_to_python(method, made - 1, args[made - 1])
                                                   : variant_to_python(args[made - 1]))) {
        if (made <= signature->count && !method->checks_itself)
            fits = class_fits(method, made - 1, stack[made]);
        made++;
    }
    if (fits == 0) {
        error->error = GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT;
        error->argument = made - 2;
        error->expected = GDEXTENSION_VARIANT_TYPE_OBJECT;
    } else if (fits == 1 && made > taken)
        answer = call_answer(
            PyObject_VectorcallMethod(signature->method, stack, made | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL), stack[0],
            signature->result == KIND_VARIANT);
    if (fits && signature->result != GDEXTENSION_VARIANT_TYPE_NIL) { /* the engine passes nil: there is nothing to release */
        Variant variant;
        int is_null = answer == Py_None && signature->result == GDEXTENSION_VARIANT_TYPE_OBJECT;
        if (answer && signature->result == GDEXTENSION_VARIANT_TYPE_BOOL) { /* its truth, as pointer_from_python has it */
            int truth = PyObject_IsTrue(answer);
            Py_DECREF(answer);
            answer = truth < 0 ? NULL : PyBool_FromLong(truth);
        }
        if (answer && !is_null && variant_coerce(answer, signature->result, &variant) == 0)
            *(Variant *)result = variant;
        else if (!answer || PyErr_Occurred())
            variant_default(signature->result == KIND_VARIANT ? GDEXTENSION_VARIANT_TYPE_NIL : signature->result, result);
    }
    if (PyErr_Occurred()) {
        report_of_method(self, signature->method, answer != NULL);
        error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD; /* the engine has no error of its own for this */
    }
    Py_XDECREF(answer);
    while (made > 0)
        Py_DECREF(stack[--made]);
    BRIDGE_LEAVE;
}

void class_ptrcall_method(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args,
                          GDExtensionTypePtr result) {
    MethodRecord *method = userdata;
    if (has_gone(instance))
        pointer_default(method->signature.result, result);
    else
        call_with_pointers(&method->signature, 1, instance, args, result);
}

/* A static method has no instance: the class is asked for it. */
void class_call_static(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args,
                       GDExtensionInt count, GDExtensionVariantPtr result, GDExtensionCallError *error) {
    MethodRecord *method = userdata;
    if (bridge_is_up)
        method_call_on(method, method->owner, args, count, result, error);
    else
        error->error = GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL;
}

void class_ptrcall_static(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args,
                          GDExtensionTypePtr result) {
    MethodRecord *method = userdata;
    if (bridge_is_up)
        call_with_pointers(&method->signature, 1, method->owner, args, result);
    else
        pointer_default(method->signature.result, result);
}

/* ---- records, made by the registry ---- */

static int kinds_from(PyObject *tuple, Kind *kinds, uint8_t *count) {
    Py_ssize_t size = PyTuple_GET_SIZE(tuple);
    if (size > MAX_ARGUMENTS) {
        PyErr_Format(PyExc_TypeError, "a method can have at most %d arguments, got %zd", MAX_ARGUMENTS, size);
        return -1;
    }
    *count = (uint8_t)size;
    for (Py_ssize_t i = 0; i < size; i++)
        kinds[i] = (Kind)PyLong_AsLong(PyTuple_GET_ITEM(tuple, i));
    return PyErr_Occurred() ? -1 : 0;
}

/* class_record(type, name, base, ((method, kinds, result, result_is_reference), ...)) -> address */
static PyObject *py_class_record(PyObject *module, PyObject *args) {
    PyObject *type, *name, *base, *virtuals;
    if (!PyArg_ParseTuple(args, "O!UUO!", &PyType_Type, &type, &name, &base, &PyTuple_Type, &virtuals))
        return NULL;
    if (!PyType_IsSubtype((PyTypeObject *)type, &EngineObject_Type))
        return PyErr_Format(PyExc_TypeError, "%R is no engine class", type);
    Py_ssize_t count = PyTuple_GET_SIZE(virtuals);
    ClassRecord *record = PyMem_Calloc(1, sizeof *record + count * sizeof(Virtual));
    if (!record)
        return PyErr_NoMemory();
    record->type = (PyTypeObject *)Py_NewRef(type);
    record->count = count;
    if (string_name_from_python(name, &record->name) || string_name_from_python(base, &record->base))
        return NULL;
    for (Py_ssize_t i = 0; i < count; i++) {
        Virtual *virtual = &record->virtuals[i];
        PyObject *kinds;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(virtuals, i), "UO!bb", &virtual->signature.method, &PyTuple_Type, &kinds,
                              &virtual->signature.result, &virtual->result_is_reference) ||
            kinds_from(kinds, virtual->signature.kinds, &virtual->signature.count) ||
            string_name_from_python(virtual->signature.method, &virtual->name))
            return NULL;
        Py_INCREF(virtual->signature.method);
        PyUnicode_InternInPlace(&virtual->signature.method);
    }
    return PyLong_FromVoidPtr(record);
}

/* method_record(method, kinds, classes, required, result, checks_itself) -> address; classes: "" where there is none */
static PyObject *py_method_record(PyObject *module, PyObject *args) {
    MethodRecord *record = PyMem_Calloc(1, sizeof *record);
    PyObject *kinds, *classes;
    if (!record)
        return PyErr_NoMemory();
    if (!PyArg_ParseTuple(args, "UO!O!bbb|O", &record->signature.method, &PyTuple_Type, &kinds, &PyTuple_Type, &classes,
                          &record->required, &record->signature.result, &record->checks_itself, &record->owner) ||
        kinds_from(kinds, record->signature.kinds, &record->signature.count)) {
        PyMem_Free(record);
        return NULL;
    }
    for (int i = 0; i < record->signature.count && i < PyTuple_GET_SIZE(classes); i++)
        if (PyObject_IsTrue(PyTuple_GET_ITEM(classes, i)) == 1)
            record->classes[i] = Py_NewRef(PyTuple_GET_ITEM(classes, i));
    Py_INCREF(record->signature.method);
    PyUnicode_InternInPlace(&record->signature.method);
    Py_XINCREF(record->owner);
    return PyLong_FromVoidPtr(record);
}

static PyObject *py_free_class_record(PyObject *module, PyObject *address) {
    ClassRecord *record = PyLong_AsVoidPtr(address);
    if (!record)
        return NULL;
    for (Py_ssize_t i = 0; i < record->count; i++) {
        string_name_release(&record->virtuals[i].name);
        Py_DECREF(record->virtuals[i].signature.method);
    }
    string_name_release(&record->name);
    string_name_release(&record->base);
    Py_DECREF(record->type);
    PyMem_Free(record);
    Py_RETURN_NONE;
}

void method_release(MethodRecord *record) {
    Py_DECREF(record->signature.method);
    for (int i = 0; i < record->signature.count; i++)
        Py_XDECREF(record->classes[i]);
    Py_XDECREF(record->owner);
    PyMem_Free(record);
}

static PyObject *py_free_method_record(PyObject *module, PyObject *address) {
    MethodRecord *record = PyLong_AsVoidPtr(address);
    if (!record)
        return NULL;
    method_release(record);
    Py_RETURN_NONE;
}

PyMethodDef class_functions[] = {
    {"class_record", py_class_record, METH_VARARGS, "What the engine's callbacks need to know of one class."},
    {"method_record", py_method_record, METH_VARARGS, "What the engine's callbacks need to know of one method."},
    {"free_class_record", py_free_class_record, METH_O, "Releases a class record."},
    {"free_method_record", py_free_method_record, METH_O, "Releases a method record."},
    {NULL}};
