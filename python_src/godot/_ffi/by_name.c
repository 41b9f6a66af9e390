/* Room A, C floor: members of engine objects by name, where no method bind is known: those that scripts of other
 * languages give an object, and those of classes that the engine's description does not have. */
#include "containers.h"
#include "given.h"

/* One method of one object, or (without an object) of every object of a class. */
typedef struct {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    PyObject *object;    /* the face, or NULL */
    PyObject *owner;     /* str: the class, or NULL */
    PyObject *name;      /* str, interned */
    PyObject *arguments; /* as a MethodBind has them, or NULL */
    PyObject *exact;     /* str: what the result is more exactly than its kind, or None; or NULL */
    Kind result;
} NamedMethod;

static int object_variant(PyObject *object, Variant *out) {
    GDExtensionObjectPtr pointer;
    return object_from_python(object, &pointer) ? -1 : variant_from_python(object, out);
}

/* 1 and a new reference, 0 if the object has nothing of that name, or -1 with an exception. */
int object_get_by_name(PyObject *object, PyObject *name, PyObject **out) {
    Variant self, result;
    Name string_name;
    GDExtensionBool valid = 0;
    *out = NULL;
    if (name_begin(&string_name, name))
        return -1;
    if (object_variant(object, &self)) {
        name_end(&string_name);
        return -1;
    }
    Py_BEGIN_ALLOW_THREADS /* a script may do anything to get it */
    gd.variant_get_named(&self, &string_name.name, &result, &valid);
    Py_END_ALLOW_THREADS
    /* A method comes as a Callable; as a NamedMethod a call of it that goes wrong says why. */
    if (valid && gd.variant_get_type(&result) == GDEXTENSION_VARIANT_TYPE_CALLABLE &&
        gd.variant_has_method(&self, &string_name.name))
        *out = named_method(object, name);
    else if (valid && (*out = variant_to_python(&result)) && plain_check(*out))
        plain_set_origin(*out, ((EngineObject *)object)->instance_id, name);
    gd.variant_destroy(&result);
    gd.variant_destroy(&self);
    name_end(&string_name);
    return *out ? 1 : PyErr_Occurred() ? -1 : 0;
}

/* What the engine has refused for a property that is there: a list may only lack the type that the property's array has. */
static int set_as_it_is(const Variant *self, const Name *name, PyObject *value) {
    Variant current, variant;
    GDExtensionBool valid = 0;
    Py_BEGIN_ALLOW_THREADS
    gd.variant_get_named(self, &name->name, &current, &valid);
    Py_END_ALLOW_THREADS
    int is_typed = valid && gd.variant_get_type(&current) == GDEXTENSION_VARIANT_TYPE_ARRAY &&
                   (PyList_Check(value) || PyTuple_Check(value));
    int status = 0;
    if (is_typed) {
        const void *array = variant_internal(&current, GDEXTENSION_VARIANT_TYPE_ARRAY);
        status = sequence_from_python(GDEXTENSION_VARIANT_TYPE_ARRAY, array, value, &variant);
        if (status == 0) {
            Py_BEGIN_ALLOW_THREADS
            gd.variant_set_named((void *)self, &name->name, &variant, &valid);
            Py_END_ALLOW_THREADS
            gd.variant_destroy(&variant);
            status = valid;
        }
    } else if (valid) {
        error_expected(kind_name((Kind)gd.variant_get_type(&current)), value);
        status = -1;
    }
    gd.variant_destroy(&current);
    return status;
}

/* 1, 0 if the object has no such property, or -1 with an exception. */
int object_set_by_name(PyObject *object, PyObject *name, PyObject *value) {
    Variant self, variant;
    Name string_name;
    GDExtensionBool valid = 0;
    if (variant_from_python(value, &variant))
        return -1;
    int status = object_variant(object, &self);
    if (status == 0 && (status = name_begin(&string_name, name)))
        gd.variant_destroy(&self);
    if (status == 0) {
        Py_BEGIN_ALLOW_THREADS
        gd.variant_set_named(&self, &string_name.name, &variant, &valid);
        Py_END_ALLOW_THREADS
        status = valid ? 1 : set_as_it_is(&self, &string_name, value);
        if (status < 0)
            error_blame("%s.%U", Py_TYPE(object)->tp_name, name);
        name_end(&string_name);
        gd.variant_destroy(&self);
    }
    gd.variant_destroy(&variant);
    return status;
}

/* The exception of a call that the engine says has not been. `shown`: what was called, a new reference that is taken. */
void call_refused(PyObject *shown, PyObject *const *args, Py_ssize_t count, const GDExtensionCallError *error) {
    if (!shown)
        return;
    switch (error->error) {
    case GDEXTENSION_CALL_ERROR_INVALID_METHOD: /* also what a script's method gives that raises */
        PyErr_Format(PyExc_RuntimeError, "%U(): what it calls has failed or does not exist; the log says more", shown);
        break;
    case GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT:
        if (error->argument >= 0 && error->argument < count)
            PyErr_Format(PyExc_TypeError, "%U() argument %d: expected %s, got %.200R (%s)", shown, error->argument + 1,
                         kind_name(error->expected), args[error->argument], Py_TYPE(args[error->argument])->tp_name);
        else
            PyErr_Format(PyExc_TypeError, "%U(): an argument has to be %s", shown, kind_name(error->expected));
        break;
    case GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS:
    case GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS:
        PyErr_Format(PyExc_TypeError, "%U() takes at %s %d argument(s), got %zd", shown,
                     error->error == GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS ? "most" : "least", error->expected, count);
        break;
    case GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL:
        PyErr_Format(PyExc_ReferenceError, "%U(): the object was freed by the engine", shown);
        break;
    default:
        PyErr_Format(PyExc_TypeError, "%U() was refused by the engine (call error %d)", shown, error->error);
    }
    Py_DECREF(shown);
}

PyObject *object_call_by_name(PyObject *object, PyObject *name, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant self, result;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    Name string_name;
    PyObject *answer = NULL;
    if (object_variant(object, &self))
        return NULL;
    if (name_begin(&string_name, name)) {
        gd.variant_destroy(&self);
        return NULL;
    }
    if (given_take(&given, args, count))
        goto done;
    GDExtensionObjectPtr pointer;
    if (object_from_python(object, &pointer)) /* a conversion has freed it */
        goto done;
    Py_BEGIN_ALLOW_THREADS
    gd.variant_call(&self, &string_name.name, given.pointers, count, &result, &error);
    Py_END_ALLOW_THREADS
    if (error.error == GDEXTENSION_CALL_OK)
        answer = variant_to_python(&result);
    else
        call_refused(PyUnicode_FromFormat("%s.%U", Py_TYPE(object)->tp_name, name), args, count, &error);
    gd.variant_destroy(&result);
done:
    given_end(&given);
    name_end(&string_name);
    gd.variant_destroy(&self);
    holds_catch_up();
    return answer;
}

/* ---- the type ---- */

/* Positional and keyword arguments as positional ones, borrowed; gives their number, or -1 with an exception. */
static Py_ssize_t sort_arguments(NamedMethod *self, PyObject *const *args, Py_ssize_t given, PyObject *kwnames,
                                 PyObject **values) {
    Py_ssize_t described = self->arguments ? PyTuple_GET_SIZE(self->arguments) : 0, count = given;
    if (given > MAX_ARGUMENTS || described > MAX_ARGUMENTS) {
        PyErr_Format(PyExc_TypeError, "%U() takes no keyword arguments beside so many others", self->name);
        return -1;
    }
    for (Py_ssize_t i = 0; i < MAX_ARGUMENTS; i++)
        values[i] = i < given ? args[i] : NULL;
    for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(kwnames); k++) {
        PyObject *key = PyTuple_GET_ITEM(kwnames, k);
        Py_ssize_t i = 0;
        while (i < described &&
               PyUnicode_Compare(key, PyTuple_GET_ITEM(PyTuple_GET_ITEM(self->arguments, i), 0)))
            i++;
        if (i == described || values[i]) {
            PyErr_Format(PyExc_TypeError, i == described ? "%U() has no argument '%U'" : "%U() got '%U' twice", self->name,
                         key);
            return -1;
        }
        values[i] = args[given + k];
        if (i >= count)
            count = i + 1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        if (!values[i]) {
            PyObject *argument = PyTuple_GET_ITEM(self->arguments, i);
            if (PyTuple_GET_SIZE(argument) < 4) {
                PyErr_Format(PyExc_TypeError, "%U() misses argument %zd '%U'", self->name, i + 1,
                             PyTuple_GET_ITEM(argument, 0));
                return -1;
            }
            values[i] = PyTuple_GET_ITEM(argument, 3);
        }
    return count;
}

static PyObject *named_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    NamedMethod *self = (NamedMethod *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf);
    PyObject *object = self->object, *values[MAX_ARGUMENTS];
    if (!object) {
        if (count < 1 || !PyObject_TypeCheck(args[0], &EngineObject_Type))
            return PyErr_Format(PyExc_TypeError, "%U.%U() needs a %U", self->owner, self->name, self->owner);
        object = args[0];
        args++, count--;
    }
    if (kwnames && PyTuple_GET_SIZE(kwnames)) {
        count = sort_arguments(self, args, count, kwnames, values);
        if (count < 0)
            return NULL;
        args = values;
    }
    return object_call_by_name(object, self->name, args, count);
}

static NamedMethod *named_alloc(PyObject *name) {
    NamedMethod *self = (NamedMethod *)NamedMethod_Type.tp_alloc(&NamedMethod_Type, 0);
    if (self) {
        self->vectorcall = named_vectorcall;
        self->name = Py_NewRef(name);
        PyUnicode_InternInPlace(&self->name);
    }
    return self;
}

PyObject *named_method(PyObject *object, PyObject *name) {
    NamedMethod *self = named_alloc(name);
    if (self)
        self->object = Py_NewRef(object);
    return (PyObject *)self;
}

/* The object of a bound one, and the method's name (borrowed); or NULL. */
EngineObject *named_method_object(PyObject *method, PyObject **name) {
    if (!Py_IS_TYPE(method, &NamedMethod_Type))
        return NULL;
    *name = ((NamedMethod *)method)->name;
    return (EngineObject *)((NamedMethod *)method)->object;
}

/* NamedMethod(owner, name, arguments, result, exact type or None), as of a MethodBind */
static PyObject *named_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *owner, *name, *arguments, *exact;
    unsigned char result;
    if (!PyArg_ParseTuple(args, "UUO!bO", &owner, &name, &PyTuple_Type, &arguments, &result, &exact))
        return NULL;
    NamedMethod *self = named_alloc(name);
    if (self) {
        self->owner = Py_NewRef(owner);
        self->arguments = Py_NewRef(arguments);
        self->exact = Py_NewRef(exact);
        self->result = result;
    }
    return (PyObject *)self;
}

static int named_traverse(PyObject *object, visitproc visit, void *arg) {
    Py_VISIT(((NamedMethod *)object)->object);
    return 0;
}

static void named_dealloc(PyObject *object) {
    NamedMethod *self = (NamedMethod *)object;
    PyObject_GC_UnTrack(object);
    Py_XDECREF(self->object);
    Py_XDECREF(self->owner);
    Py_XDECREF(self->name);
    Py_XDECREF(self->arguments);
    Py_XDECREF(self->exact);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *named_get(PyObject *self, PyObject *object, PyObject *type) {
    if (!object || object == Py_None || ((NamedMethod *)self)->object)
        return Py_NewRef(self);
    return PyMethod_New(self, object);
}

static PyObject *named_repr(PyObject *object) {
    NamedMethod *self = (NamedMethod *)object;
    if (self->object)
        return PyUnicode_FromFormat("<method '%U' of %R>", self->name, self->object);
    return PyUnicode_FromFormat("<engine method %U.%U>", self->owner, self->name);
}

static PyObject *named_compare(PyObject *left, PyObject *right, int operation) {
    if (Py_TYPE(right) != &NamedMethod_Type || (operation != Py_EQ && operation != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    NamedMethod *a = (NamedMethod *)left, *b = (NamedMethod *)right;
    int equal = a->object == b->object && a->owner == b->owner && PyUnicode_Compare(a->name, b->name) == 0;
    return PyBool_FromLong(equal == (operation == Py_EQ));
}

static Py_hash_t named_hash(PyObject *object) {
    NamedMethod *self = (NamedMethod *)object;
    Py_hash_t hash = PyObject_Hash(self->name) ^ (Py_hash_t)((uintptr_t)self->object >> 4);
    return hash == -1 ? -2 : hash;
}

static PyMemberDef named_members[] = {
    {"__self__", T_OBJECT_EX, offsetof(NamedMethod, object), READONLY, NULL},
    {"__name__", T_OBJECT_EX, offsetof(NamedMethod, name), READONLY, NULL},
    {"__owner__", T_OBJECT_EX, offsetof(NamedMethod, owner), READONLY, NULL},
    {"arguments", T_OBJECT_EX, offsetof(NamedMethod, arguments), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(NamedMethod, exact), READONLY, NULL},
    {"result", T_UBYTE, offsetof(NamedMethod, result), READONLY, NULL},
    {NULL}};

static PyObject *named_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }
static PyObject *named_signature(PyObject *self, void *closure) { return describe_member(self, "signature"); }

static PyGetSetDef named_getset[] = {{"__doc__", named_doc, NULL, NULL, NULL},
                                     {"__signature__", named_signature, NULL, NULL, NULL},
                                     {NULL}};

PyTypeObject NamedMethod_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.NamedMethod",
    .tp_basicsize = sizeof(NamedMethod),
    .tp_vectorcall_offset = offsetof(NamedMethod, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_new = named_new,
    .tp_dealloc = named_dealloc,
    .tp_traverse = named_traverse,
    .tp_descr_get = named_get,
    .tp_repr = named_repr,
    .tp_richcompare = named_compare,
    .tp_hash = named_hash,
    .tp_members = named_members,
    .tp_getset = named_getset,
};
