/* Room A, C floor: calls. The engine's methods and utility functions, called from Python. */
#include "containers.h"

enum { CALL_METHOD, CALL_STATIC, CALL_UTILITY };
/* FLAG_REFERENCE: the result is an object with a counted reference. FLAG_HOLD_GIL: the call can neither wait nor call
 * back, so it is made with the GIL held, which is faster. See generate_api.py, which sets them. */
enum { FLAG_VARARG = 1, FLAG_REFERENCE = 2, FLAG_HOLD_GIL = 4 };

typedef struct {
    Kind kind;
    PyObject *name;          /* str */
    PyObject *class_name;    /* str for objects of a class, else NULL */
    PyTypeObject *type;      /* the class, once it was needed */
    PyObject *fallback;      /* the default, NULL if the argument is required */
} Argument;

typedef struct {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    PyObject *owner, *name, *doc_arguments; /* str, str, the tuple that described the arguments */
    PyTypeObject *owner_type;               /* found at the first call of a method */
    int64_t hash;
    union {
        GDExtensionMethodBindPtr method;
        GDExtensionPtrUtilityFunction utility;
        const void *any;
    } target;
    uint8_t call, flags, count;
    Kind result;
    Argument *arguments; /* made at the first call */
    PyObject *exact;     /* str: what the result is more exactly than its kind, or None */
} MethodBind;

void report_exception(void) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    PyObject *done = hooks.report ? PyObject_CallOneArg(hooks.report, value) : NULL;
    if (!done) {
        PyErr_WriteUnraisable(hooks.report);
        PyErr_Restore(type, value, traceback);
        PyErr_WriteUnraisable(NULL);
        return;
    }
    Py_DECREF(done);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* What the engine gets of a Python function that it has called: of an `async def`, which gave a coroutine, that is its
 * result if it has not had to wait. */
PyObject *call_answer(PyObject *answer, PyObject *owner, int is_wanted) {
    if (!answer || !PyCoro_CheckExact(answer) || !hooks.coroutine)
        return answer;
    PyObject *result = PyObject_CallFunctionObjArgs(hooks.coroutine, answer, owner ? owner : Py_None,
                                                    is_wanted ? Py_True : Py_False, NULL);
    Py_DECREF(answer);
    return result;
}

/* ---- arguments ---- */

/* Puts the exception that is set behind the words "Owner.method() argument n 'name': ". */
static void blame_argument(MethodBind *self, Py_ssize_t index, PyObject *name) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_Format(type, "%U.%U() argument %zd '%U': %S", self->owner, self->name, index + 1, name, value ? value : Py_None);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

static int object_argument(Argument *argument, PyObject *value, Slot *slot) {
    slot->pointer = NULL;
    if (value == Py_None)
        return 0;
    if (argument->class_name && !argument->type) { /* only arguments that are objects come here */
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, argument->class_name);
        if (!type)
            return -1;
        argument->type = (PyTypeObject *)type;
    }
    if (argument->type && !PyObject_TypeCheck(value, argument->type)) {
        PyErr_Format(PyExc_TypeError, "expected %s, got %.200R (%s)", argument->type->tp_name, value,
                     Py_TYPE(value)->tp_name);
        return -1;
    }
    return object_from_python(value, &slot->pointer);
}

/* Fills the slot or the Variant; gives what a ptrcall passes, or NULL with an exception. */
static const void *argument_pointer(Argument *argument, PyObject *value, Slot *slot, Variant *variant, int *owned) {
    *owned = 0;
    switch (argument->kind) {
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        if (!PyBool_Check(value) && !PyLong_Check(value))
            break;
        slot->boolean = PyObject_IsTrue(value) == 1;
        return slot;
    case GDEXTENSION_VARIANT_TYPE_INT:
        if (!PyLong_Check(value))
            break;
        return integer_from_python(value, &slot->integer) ? NULL : slot;
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        if (PyFloat_Check(value))
            slot->real = PyFloat_AS_DOUBLE(value);
        else if (PyLong_Check(value)) {
            slot->real = PyLong_AsDouble(value);
            if (slot->real == -1.0 && PyErr_Occurred())
                return NULL;
        } else
            break;
        return slot;
    case GDEXTENSION_VARIANT_TYPE_OBJECT:
        return object_argument(argument, value, slot) ? NULL : slot;
    case KIND_POINTER:
        slot->pointer = PyLong_AsVoidPtr(value);
        return PyErr_Occurred() ? NULL : slot;
    case KIND_VARIANT:
        if (variant_from_python(value, variant))
            return NULL;
        *owned = 1;
        return variant;
    default:
        if (plain_check(value) && PLAIN_TYPE(value)->kind == argument->kind)
            return ((Plain *)value)->data;
        if (PyObject_TypeCheck(value, &Value_Type) && !sequence_exported(value) &&
            gd.variant_get_type(&((Value *)value)->variant) == (GDExtensionVariantType)argument->kind)
            return variant_internal(&((Value *)value)->variant, argument->kind);
        if (variant_coerce(value, argument->kind, variant))
            return NULL;
        *owned = 1;
        return variant_internal(variant, argument->kind);
    }
    int status = number_from_python(argument->kind, value, slot); /* a number of another library */
    if (status)
        return status > 0 ? slot : NULL;
    PyErr_Format(PyExc_TypeError, "expected %s, got %.200R (%s)", kind_name(argument->kind), value,
                 Py_TYPE(value)->tp_name);
    return NULL;
}

static PyObject *argument_default(Argument *argument) {
    /* A default that the engine's description writes as an expression is worked out once, at first use. Containers are
     * not among them: those are plain lists and dictionaries, from which each call makes a new one. */
    if (PyTuple_CheckExact(argument->fallback)) {
        PyObject *value =
            PyObject_CallFunction(hooks.resolve_default, "Ob", PyTuple_GET_ITEM(argument->fallback, 0), argument->kind);
        if (!value)
            return NULL;
        Py_SETREF(argument->fallback, value);
    }
    return argument->fallback;
}

/* What help() shows of a method or property, or an error of its arguments; None where nobody can say it. */
PyObject *describe_member(PyObject *described, const char *what) {
    if (!hooks.describe)
        Py_RETURN_NONE;
    return PyObject_CallFunction(hooks.describe, "Os", described, what);
}

/* Puts the signature behind the exception that is set, which says what is wrong with the arguments. */
static void add_signature(MethodBind *self) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *text = describe_member((PyObject *)self, "text");
    if (text && PyUnicode_Check(text))
        PyErr_Format(type, "%S; it is %U", value ? value : Py_None, text);
    else
        PyErr_Restore(Py_XNewRef(type), Py_XNewRef(value), Py_XNewRef(traceback));
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* Sorts positional and keyword arguments into `values`; borrowed references. */
static int bind_arguments(MethodBind *self, PyObject *const *args, Py_ssize_t given, PyObject *kwnames, PyObject **values) {
    if (given > self->count) {
        PyErr_Format(PyExc_TypeError, "%U.%U() takes at most %d argument(s), got %zd", self->owner, self->name, self->count,
                     given);
        return -1;
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        values[i] = i < given ? args[i] : NULL;
    for (Py_ssize_t k = 0; kwnames && k < PyTuple_GET_SIZE(kwnames); k++) {
        PyObject *key = PyTuple_GET_ITEM(kwnames, k);
        Py_ssize_t i = 0;
        while (i < self->count && key != self->arguments[i].name && PyUnicode_Compare(key, self->arguments[i].name))
            i++;
        if (i == self->count || values[i]) {
            PyErr_Format(PyExc_TypeError, i == self->count ? "%U.%U() has no argument '%U'" : "%U.%U() got '%U' twice",
                         self->owner, self->name, key);
            return -1;
        }
        values[i] = args[given + k];
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        if (!values[i]) {
            if (!self->arguments[i].fallback) {
                PyErr_Format(PyExc_TypeError, "%U.%U() misses argument %zd '%U' (%s)", self->owner, self->name, i + 1,
                             self->arguments[i].name, kind_name(self->arguments[i].kind));
                return -1;
            }
            if (!(values[i] = argument_default(&self->arguments[i])))
                return -1;
        }
    return 0;
}

/* ---- calls ---- */

static void release_arguments(MethodBind *self) {
    for (int i = 0; self->arguments && i < self->count; i++) {
        Argument *argument = &self->arguments[i];
        Py_XDECREF(argument->name);
        Py_XDECREF(argument->class_name);
        Py_XDECREF(argument->type);
        Py_XDECREF(argument->fallback);
    }
    PyMem_Free(self->arguments);
    self->arguments = NULL;
}

static int read_arguments(MethodBind *self) {
    if (self->arguments)
        return 0;
    self->arguments = PyMem_Calloc(self->count + 1, sizeof(Argument));
    if (!self->arguments) {
        PyErr_NoMemory();
        return -1;
    }
    for (int i = 0; i < self->count; i++) {
        Argument *argument = &self->arguments[i];
        PyObject *exact, *fallback = NULL;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(self->doc_arguments, i), "UbO|O", &argument->name, &argument->kind, &exact,
                              &fallback)) {
            argument->name = NULL;
            release_arguments(self);
            return -1;
        }
        Py_INCREF(argument->name);
        PyUnicode_InternInPlace(&argument->name); /* as keywords are */
        argument->class_name = exact == Py_None ? NULL : Py_NewRef(exact);
        argument->fallback = Py_XNewRef(fallback);
    }
    return 0;
}

static int find_target(MethodBind *self) {
    uint64_t owner, name;
    if (read_arguments(self))
        return -1;
    if (string_name_from_python(self->name, &name))
        return -1;
    if (self->call == CALL_UTILITY)
        self->target.utility = gd.variant_get_ptr_utility_function(&name, self->hash);
    else if (string_name_from_python(self->owner, &owner) == 0) {
        self->target.method = gd.classdb_get_method_bind(&owner, &name, self->hash);
        string_name_release(&owner);
    }
    string_name_release(&name);
    if (!self->target.any && !PyErr_Occurred())
        PyErr_Format(PyExc_NotImplementedError,
                     "this engine has no %U.%U() as the addon was built for; build the addon with this engine's version",
                     self->owner, self->name);
    return self->target.any ? 0 : -1;
}

static PyObject *call_error(MethodBind *self, const GDExtensionCallError *error, PyObject *const *args, Py_ssize_t count) {
    if (error->error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT && error->argument >= 0 && error->argument < count)
        return PyErr_Format(PyExc_TypeError, "%U.%U() argument %d: expected %s, got %.200R", self->owner, self->name,
                            error->argument + 1, kind_name(error->expected), args[error->argument]);
    return PyErr_Format(PyExc_TypeError, "%U.%U() was refused by the engine (call error %d, expected %d)", self->owner,
                        self->name, error->error, error->expected);
}

/* Methods with a variable number of arguments take and give Variants. */
static PyObject *call_vararg(MethodBind *self, GDExtensionObjectPtr object, PyObject *const *args, Py_ssize_t count) {
    Variant stack[MAX_ARGUMENTS], *variants = stack, result;
    const void *stack_pointers[MAX_ARGUMENTS], **pointers = stack_pointers;
    PyObject *answer = NULL;
    Py_ssize_t made = 0;
    if (count < self->count) {
        PyErr_Format(PyExc_TypeError, "%U.%U() takes at least %d argument(s), got %zd", self->owner, self->name, self->count,
                     count);
        add_signature(self);
        return NULL;
    }
    if (count > MAX_ARGUMENTS) {
        variants = PyMem_Malloc(count * sizeof *variants);
        pointers = PyMem_Malloc(count * sizeof *pointers);
        if (!variants || !pointers) {
            PyErr_NoMemory();
            goto done;
        }
    }
    for (; made < count; made++) {
        Kind kind = made < self->count ? self->arguments[made].kind : KIND_VARIANT;
        int status = kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ? variant_coerce(args[made], kind, &variants[made])
                                                                  : variant_from_python(args[made], &variants[made]);
        if (status) {
            blame_argument(self, made, made < self->count ? self->arguments[made].name : self->name);
            goto done;
        }
        pointers[made] = &variants[made];
    }
    if (self->call == CALL_UTILITY) {
        gd.variant_new_nil(&result);
        Slot slot = {0};
        void *target = &slot;
        if (self->result == KIND_VARIANT)
            target = &result;
        else if (self->result > GDEXTENSION_VARIANT_TYPE_FLOAT) {
            variant_default(self->result, &result);
            target = variant_internal(&result, self->result);
        }
        self->target.utility(target, pointers, (int32_t)count);
        answer = self->result == KIND_VARIANT || target == &slot ? python_from_pointer(self->result, target)
                                                                 : variant_to_python(&result);
    } else {
        GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
        Py_BEGIN_ALLOW_THREADS
        gd.object_method_bind_call(self->target.method, object, pointers, count, &result, &error);
        Py_END_ALLOW_THREADS
        answer = error.error == GDEXTENSION_CALL_OK ? variant_to_python(&result) : call_error(self, &error, args, count);
    }
    gd.variant_destroy(&result);
done:
    while (made > 0)
        gd.variant_destroy(&variants[--made]);
    if (variants != stack)
        PyMem_Free(variants);
    if (pointers != stack_pointers)
        PyMem_Free(pointers);
    holds_catch_up();
    return answer;
}

static PyObject *call_fixed(MethodBind *self, GDExtensionObjectPtr object, PyObject *const *args, Py_ssize_t count,
                            PyObject *kwnames) {
    PyObject *values[MAX_ARGUMENTS];
    Slot slots[MAX_ARGUMENTS], result_slot;
    Variant variants[MAX_ARGUMENTS], result_variant;
    const void *pointers[MAX_ARGUMENTS];
    int owned[MAX_ARGUMENTS];
    if (bind_arguments(self, args, count, kwnames, values)) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            add_signature(self);
        return NULL;
    }
    PyObject *answer = NULL;
    int made = 0;
    for (; made < self->count; made++) {
        pointers[made] =
            argument_pointer(&self->arguments[made], values[made], &slots[made], &variants[made], &owned[made]);
        if (!pointers[made]) {
            blame_argument(self, made, self->arguments[made].name);
            goto done;
        }
    }
    void *target = &result_slot;
    int result_owned = 0;
    Plain *plain = NULL; /* a value type: the engine writes into the Python object */
    result_slot.integer = 0;
    if (plain_is_kind(self->result)) {
        if (!(plain = plain_new(self->result)))
            goto done;
        target = plain->data;
    } else if (self->result == KIND_VARIANT) {
        gd.variant_new_nil(&result_variant);
        target = &result_variant;
        result_owned = 1;
    } else if (self->result > GDEXTENSION_VARIANT_TYPE_FLOAT && self->result < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX &&
               self->result != GDEXTENSION_VARIANT_TYPE_OBJECT) {
        variant_default(self->result, &result_variant);
        target = variant_internal(&result_variant, self->result);
        result_owned = 1;
    }
    if (self->call == CALL_UTILITY)
        self->target.utility(target, pointers, self->count);
    else if (self->flags & FLAG_HOLD_GIL)
        gd.object_method_bind_ptrcall(self->target.method, object, pointers, target);
    else { /* may wait for another thread that needs Python */
        Py_BEGIN_ALLOW_THREADS
        gd.object_method_bind_ptrcall(self->target.method, object, pointers, target);
        Py_END_ALLOW_THREADS
    }
    if (plain)
        answer = (PyObject *)plain;
    else if (result_owned) {
        answer = variant_to_python(self->result == KIND_VARIANT ? target : &result_variant);
        gd.variant_destroy(&result_variant);
    } else {
        answer = python_from_pointer(self->result, target);
        if (self->flags & FLAG_REFERENCE && result_slot.pointer)
            gd.ref_set_object(target, NULL); /* the reference that came with the result; the face has its own */
    }
done:
    while (made > 0)
        if (owned[--made])
            gd.variant_destroy(&variants[made]);
    holds_catch_up();
    return answer;
}

/* Nothing but an object of the method's own class may reach the engine: it would take anything for one. */
static int check_object(MethodBind *self, PyObject *value) {
    if (!self->owner_type) {
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, self->owner);
        if (!type)
            return -1;
        self->owner_type = (PyTypeObject *)type;
    }
    if (PyObject_TypeCheck(value, self->owner_type))
        return 0;
    PyErr_Format(PyExc_TypeError, "%U.%U() needs a %U, got %.200R (%s)", self->owner, self->name, self->owner, value,
                 Py_TYPE(value)->tp_name);
    return -1;
}

PyObject *method_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    MethodBind *self = (MethodBind *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf);
    GDExtensionObjectPtr object = NULL;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%U.%U(): the engine is not running", self->owner, self->name);
    if (!self->target.any && find_target(self))
        return NULL;
    if (self->call == CALL_METHOD) {
        if (count < 1)
            return PyErr_Format(PyExc_TypeError, "%U.%U() needs an object", self->owner, self->name);
        if (check_object(self, args[0]))
            return NULL;
        object = ((EngineObject *)args[0])->pointer;
        if (!object)
            return PyErr_Format(PyExc_ReferenceError,
                                "%U.%U(): this %s was freed by the engine; check is_instance_valid() before using it",
                                self->owner, self->name, Py_TYPE(args[0])->tp_name);
        args++;
        count--;
    }
    if (!(self->flags & FLAG_VARARG))
        return call_fixed(self, object, args, count, kwnames);
    if (kwnames && PyTuple_GET_SIZE(kwnames)) { /* only those that it has a name for, so none follows them */
        PyObject *values[MAX_ARGUMENTS];
        if (bind_arguments(self, args, count, kwnames, values)) {
            if (PyErr_ExceptionMatches(PyExc_TypeError))
                add_signature(self);
            return NULL;
        }
        return call_vararg(self, object, values, self->count);
    }
    return call_vararg(self, object, args, count);
}

/* ---- the type ---- */

/* MethodBind(owner, name, hash, call, flags, result, ((name, kind, exact type or None[, default]), ...)[, exact type]) */
static PyObject *method_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *owner, *name, *arguments, *exact = Py_None;
    long long hash;
    unsigned char call, flags, result;
    if (!PyArg_ParseTuple(args, "UULbbbO!|O", &owner, &name, &hash, &call, &flags, &result, &PyTuple_Type, &arguments, &exact))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(arguments);
    if (count > MAX_ARGUMENTS)
        return PyErr_Format(PyExc_ValueError, "%U.%U() has %zd arguments, at most %d are supported", owner, name, count,
                            MAX_ARGUMENTS);
    MethodBind *self = (MethodBind *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->vectorcall = method_vectorcall;
    self->owner = Py_NewRef(owner);
    self->name = Py_NewRef(name);
    self->doc_arguments = Py_NewRef(arguments);
    self->exact = Py_NewRef(exact);
    self->hash = hash;
    self->call = call;
    self->flags = flags;
    self->result = result;
    self->count = (uint8_t)count;
    return (PyObject *)self;
}

static void method_dealloc(PyObject *object) {
    MethodBind *self = (MethodBind *)object;
    release_arguments(self);
    Py_XDECREF(self->owner);
    Py_XDECREF(self->name);
    Py_XDECREF(self->doc_arguments);
    Py_XDECREF(self->exact);
    Py_XDECREF(self->owner_type);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *method_get(PyObject *self, PyObject *object, PyObject *type) {
    if (!object || object == Py_None || ((MethodBind *)self)->call != CALL_METHOD)
        return Py_NewRef(self);
    return PyMethod_New(self, object);
}

PyObject *method_bind_name(PyObject *bind) { return ((MethodBind *)bind)->name; }

static PyObject *method_repr(PyObject *object) {
    MethodBind *self = (MethodBind *)object;
    return PyUnicode_FromFormat("<engine method %U.%U>", self->owner, self->name);
}

static PyMemberDef method_members[] = {
    {"__name__", T_OBJECT_EX, offsetof(MethodBind, name), READONLY, NULL},
    {"__owner__", T_OBJECT_EX, offsetof(MethodBind, owner), READONLY, NULL},
    {"arguments", T_OBJECT_EX, offsetof(MethodBind, doc_arguments), READONLY, NULL},
    {"result", T_UBYTE, offsetof(MethodBind, result), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(MethodBind, exact), READONLY, NULL},
    {"call", T_UBYTE, offsetof(MethodBind, call), READONLY, NULL},
    {"flags", T_UBYTE, offsetof(MethodBind, flags), READONLY, NULL},
    {NULL}};

static PyObject *method_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }
static PyObject *method_signature(PyObject *self, void *closure) { return describe_member(self, "signature"); }

static PyObject *method_qualname(PyObject *object, void *closure) {
    MethodBind *self = (MethodBind *)object;
    return self->call == CALL_UTILITY ? Py_NewRef(self->name) : PyUnicode_FromFormat("%U.%U", self->owner, self->name);
}

/* Whether the running engine has it; the engine logs an error if not. */
static PyObject *method_is_there(PyObject *object, PyObject *unused) {
    MethodBind *self = (MethodBind *)object;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%U.%U(): the engine is not running", self->owner, self->name);
    if (!self->target.any && find_target(self)) {
        if (!PyErr_ExceptionMatches(PyExc_NotImplementedError))
            return NULL;
        PyErr_Clear();
    }
    return PyBool_FromLong(self->target.any != NULL);
}

static PyMethodDef method_methods[] = {
    {"is_there", method_is_there, METH_NOARGS, "Whether the running engine has it; the engine logs an error if not."},
    {NULL}};

static PyGetSetDef method_getset[] = {{"__doc__", method_doc, NULL, NULL, NULL},
                                      {"__signature__", method_signature, NULL, NULL, NULL},
                                      {"__qualname__", method_qualname, NULL, NULL, NULL},
                                      {NULL}};

PyTypeObject MethodBind_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.MethodBind",
    .tp_basicsize = sizeof(MethodBind),
    .tp_vectorcall_offset = offsetof(MethodBind, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_new = method_new,
    .tp_dealloc = method_dealloc,
    .tp_descr_get = method_get,
    .tp_repr = method_repr,
    .tp_members = method_members,
    .tp_getset = method_getset,
    .tp_methods = method_methods,
};
