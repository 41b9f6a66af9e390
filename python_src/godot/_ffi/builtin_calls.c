/* Room A, C floor: the type BuiltinMethod, one method of a builtin type (Vector2.length, Array.append, Color.html). It calls the
 * engine's own function for pointers: on the memory of a value type, or on what is in the Variant of a Value. */
#include "containers.h"

/* As generate_api.py has them, and one more. Without HOLD_GIL the method may run code of others. With CHANGES it changes a
 * container, which is asked first whether it may be changed now. */
enum { FLAG_VARARG = 1, FLAG_HOLD_GIL = 4, FLAG_STATIC = 8, FLAG_CHANGES = 16 };

typedef struct {
    PyObject *name; /* str */
    PyObject *fallback; /* the default, NULL if the argument is required */
    Kind kind;
} BuiltinArgument;

typedef struct {
    PyObject_VAR_HEAD
    vectorcallfunc vectorcall;
    PyObject *name, *described; /* str, the tuple that described the arguments */
    PyObject *exact;            /* what the result is more exactly, or None */
    GDExtensionPtrBuiltInMethod target; /* found at the first call */
    int64_t hash;
    uint64_t string_name; /* of a method that takes any number of arguments */
    Kind owner, result;
    uint8_t flags, count;
    BuiltinArgument arguments[];
} BuiltinMethod;

/* ---- arguments ---- */

/* Puts the exception that is set behind the words "Owner.method() argument n 'name': ". */
static void blame_argument(BuiltinMethod *self, Py_ssize_t index) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (index < self->count)
        PyErr_Format(type, "%s.%U() argument %zd '%U': %S", kind_name(self->owner), self->name, index + 1,
                     self->arguments[index].name, value ? value : Py_None);
    else
        PyErr_Format(type, "%s.%U() argument %zd: %S", kind_name(self->owner), self->name, index + 1, value ? value : Py_None);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* What was made for an argument, and has to be let go of. */
typedef struct {
    enum { OWNS_NOTHING, OWNS_VARIANT, OWNS_OBJECT } owns;
    Slot slot;
    Variant variant;
    PyObject *object;
} Holder;

static const void *expected(Kind kind, PyObject *value) {
    PyErr_Format(PyExc_TypeError, "expected %s, got %.200R (%s)", kind_name(kind), value, Py_TYPE(value)->tp_name);
    return NULL;
}

static const void *argument_pointer(Kind kind, PyObject *value, Holder *holder) {
    holder->owns = OWNS_NOTHING;
    if (plain_is_kind(kind)) {
        void *data = plain_data(value, kind);
        if (data)
            return data;
        int status = plain_coerce(kind, value, &holder->object);
        if (status == 1)
            holder->owns = OWNS_OBJECT;
        return status == 1 ? ((Plain *)holder->object)->data : status == 0 ? expected(kind, value) : NULL;
    }
    switch (kind) {
    case GDEXTENSION_VARIANT_TYPE_BOOL:
    case GDEXTENSION_VARIANT_TYPE_INT:
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
    case KIND_INT32: {
        int status = number_from_python(kind, value, &holder->slot);
        return status == 1 ? &holder->slot : status == 0 ? expected(kind, value) : NULL;
    }
    case GDEXTENSION_VARIANT_TYPE_OBJECT:
        holder->slot.pointer = NULL;
        return value != Py_None && object_from_python(value, &holder->slot.pointer) ? NULL : &holder->slot;
    case KIND_VARIANT:
        if (variant_from_python(value, &holder->variant))
            return NULL;
        holder->owns = OWNS_VARIANT;
        return &holder->variant;
    }
    if (PyObject_TypeCheck(value, &Value_Type) && !sequence_exported(value) &&
        gd.variant_get_type(&((Value *)value)->variant) == (GDExtensionVariantType)kind)
        return variant_internal(&((Value *)value)->variant, kind);
    if (variant_coerce(value, kind, &holder->variant))
        return NULL;
    holder->owns = OWNS_VARIANT;
    return variant_internal(&holder->variant, kind);
}

static void let_go(Holder *holder) {
    if (holder->owns == OWNS_VARIANT)
        gd.variant_destroy(&holder->variant);
    else if (holder->owns == OWNS_OBJECT)
        Py_DECREF(holder->object);
}

static PyObject *argument_default(BuiltinArgument *argument) {
    if (PyTuple_CheckExact(argument->fallback)) { /* an expression: worked out once */
        PyObject *value =
            PyObject_CallFunction(hooks.resolve_default, "Ob", PyTuple_GET_ITEM(argument->fallback, 0), argument->kind);
        if (!value)
            return NULL;
        Py_SETREF(argument->fallback, value);
    }
    return argument->fallback;
}

/* Puts the signature behind the exception that is set, which says what is wrong with the arguments. */
static void add_signature(BuiltinMethod *self) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *text = describe_member((PyObject *)self, "text");
    if (text && PyUnicode_Check(text))
        PyErr_Format(type, "%S; it is %U", value ? value : Py_None, text);
    else
        PyErr_Restore(Py_XNewRef(type), Py_XNewRef(value), NULL);
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* Sorts positional and keyword arguments into `values`; borrowed references. */
static int bind_arguments(BuiltinMethod *self, PyObject *const *args, Py_ssize_t given, PyObject *kwnames,
                          PyObject **values) {
    if (given > self->count) {
        PyErr_Format(PyExc_TypeError, "%s.%U() takes at most %d argument(s), got %zd", kind_name(self->owner), self->name,
                     self->count, given);
        return -1;
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        values[i] = i < given ? args[i] : NULL;
    for (Py_ssize_t k = 0; kwnames && k < PyTuple_GET_SIZE(kwnames); k++) {
        PyObject *key = PyTuple_GET_ITEM(kwnames, k);
        Py_ssize_t i = 0;
        while (i < self->count && PyUnicode_Compare(key, self->arguments[i].name))
            i++;
        if (i == self->count || values[i]) {
            PyErr_Format(PyExc_TypeError, i < self->count ? "%s.%U() got '%U' twice" : "%s.%U() has no argument '%U'",
                         kind_name(self->owner), self->name, key);
            return -1;
        }
        values[i] = args[given + k];
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        if (!values[i]) {
            if (!self->arguments[i].fallback) {
                PyErr_Format(PyExc_TypeError, "%s.%U() misses argument %zd '%U' (%s)", kind_name(self->owner), self->name,
                             i + 1, self->arguments[i].name, kind_name(self->arguments[i].kind));
                return -1;
            }
            if (!(values[i] = argument_default(&self->arguments[i])))
                return -1;
        }
    return 0;
}

/* ---- calls ---- */

static int find_target(BuiltinMethod *self) {
    uint64_t name;
    if (string_name_from_python(self->name, &name))
        return -1;
    self->target = gd.variant_get_ptr_builtin_method(self->owner, &name, self->hash);
    string_name_release(&name);
    if (self->target)
        return 0;
    PyErr_Format(PyExc_NotImplementedError,
                 "this engine has no %s.%U() as the addon was built for; build the addon with this engine's version",
                 kind_name(self->owner), self->name);
    return -1;
}

static void run(BuiltinMethod *self, void *base, const void **pointers, void *target) {
    if (self->flags & FLAG_HOLD_GIL) {
        self->target(base, pointers, target, self->count);
        return;
    }
    Py_BEGIN_ALLOW_THREADS
    self->target(base, pointers, target, self->count);
    Py_END_ALLOW_THREADS
}

static PyObject *call_fixed(BuiltinMethod *self, void *base, PyObject *const *args, Py_ssize_t given, PyObject *kwnames) {
    PyObject *bound[MAX_ARGUMENTS], *answer = NULL;
    Holder holders[MAX_ARGUMENTS];
    const void *pointers[MAX_ARGUMENTS];
    int made = 0;
    if (given != self->count || (kwnames && PyTuple_GET_SIZE(kwnames))) {
        if (bind_arguments(self, args, given, kwnames, bound)) {
            add_signature(self);
            return NULL;
        }
        args = bound;
    }
    for (; made < self->count; made++)
        if (!(pointers[made] = argument_pointer(self->arguments[made].kind, args[made], &holders[made]))) {
            blame_argument(self, made);
            goto done;
        }
    if (plain_is_kind(self->result)) {
        Plain *plain = plain_new(self->result);
        if (plain)
            run(self, base, pointers, plain->data);
        answer = (PyObject *)plain;
    } else if (self->result <= GDEXTENSION_VARIANT_TYPE_FLOAT || self->result == GDEXTENSION_VARIANT_TYPE_OBJECT) {
        Slot slot = {0};
        run(self, base, pointers, &slot);
        answer = python_from_pointer(self->result, &slot);
    } else {
        Variant variant;
        void *target = &variant;
        if (self->result == KIND_VARIANT)
            gd.variant_new_nil(&variant);
        else {
            variant_default(self->result, &variant);
            target = variant_internal(&variant, self->result);
        }
        run(self, base, pointers, target);
        answer = variant_to_python(&variant);
        gd.variant_destroy(&variant);
    }
done:
    while (made > 0)
        let_go(&holders[--made]);
    holds_catch_up();
    return answer;
}

/* Methods with any number of arguments take and give Variants, and say what was wrong. */
static PyObject *call_vararg(BuiltinMethod *self, Value *value, PyObject *const *args, Py_ssize_t count) {
    Variant stack[MAX_ARGUMENTS], *variants = stack, result;
    const void *stack_pointers[MAX_ARGUMENTS], **pointers = stack_pointers;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    PyObject *answer = NULL;
    Py_ssize_t made = 0;
    const char *owner = kind_name(self->owner);
    if (!self->string_name) { /* static: it lives as long as the process, as this method does */
        const char *name = PyUnicode_AsUTF8(self->name);
        if (!name)
            return NULL;
        gd.string_name_new_with_latin1_chars(&self->string_name, name, 1);
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
        if (variant_from_python(args[made], &variants[made])) {
            blame_argument(self, made);
            goto done;
        }
        pointers[made] = &variants[made];
    }
    Py_BEGIN_ALLOW_THREADS /* a Callable or a Signal may run anything */
    gd.variant_call(&value->variant, &self->string_name, pointers, count, &result, &error);
    Py_END_ALLOW_THREADS
    if (error.error == GDEXTENSION_CALL_OK)
        answer = variant_to_python(&result);
    else if (error.error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT && error.argument >= 0 && error.argument < count)
        PyErr_Format(PyExc_TypeError, "%s.%U() argument %d: expected %s, got %.200R", owner, self->name, error.argument + 1,
                     kind_name(error.expected), args[error.argument]);
    else if (error.error == GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL)
        PyErr_Format(PyExc_ReferenceError, "%s.%U(): the object behind it was freed, or there is none", owner, self->name);
    else if (error.error == GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS ||
             error.error == GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS)
        PyErr_Format(PyExc_TypeError, "%s.%U() does not take %zd argument(s), it takes %d", owner, self->name, count,
                     error.expected);
    else
        PyErr_Format(PyExc_RuntimeError, "%s.%U(): what it calls has failed; the log says why", owner, self->name);
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

static int is_text(Kind kind) {
    return kind == GDEXTENSION_VARIANT_TYPE_STRING || kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ||
           kind == GDEXTENSION_VARIANT_TYPE_NODE_PATH;
}

static int may_change(PyObject *container) {
    static PyObject *name;
    if (!name && !(name = PyUnicode_InternFromString("_check_change")))
        return 0;
    PyObject *done = PyObject_CallMethodNoArgs(container, name);
    Py_XDECREF(done);
    return done != NULL;
}

/* A text is a str in Python: the method is called on the engine's text that is made of it. */
static PyObject *call_on_text(BuiltinMethod *self, PyObject *text, PyObject *const *args, Py_ssize_t count,
                              PyObject *kwnames) {
    Variant variant;
    if (variant_coerce(text, self->owner, &variant))
        return NULL;
    PyObject *answer = call_fixed(self, variant_internal(&variant, self->owner), args, count, kwnames);
    gd.variant_destroy(&variant);
    return answer;
}

/* The memory of the value whose method it is; NULL with an exception. */
static void *base_of(BuiltinMethod *self, PyObject *value) {
    void *data = plain_data(value, self->owner);
    if (data)
        return data;
    if (PyObject_TypeCheck(value, &Value_Type) &&
        gd.variant_get_type(&((Value *)value)->variant) == (GDExtensionVariantType)self->owner)
        return variant_internal(&((Value *)value)->variant, self->owner);
    PyErr_Format(PyExc_TypeError, "%s.%U() needs a %s, got %.200R (%s)", kind_name(self->owner), self->name,
                 kind_name(self->owner), value, Py_TYPE(value)->tp_name);
    return NULL;
}

static PyObject *builtin_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    BuiltinMethod *self = (BuiltinMethod *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf);
    PyObject *value = NULL;
    void *base = NULL;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%s.%U(): the engine is not running", kind_name(self->owner), self->name);
    if (!(self->flags & FLAG_STATIC)) {
        if (count < 1)
            return PyErr_Format(PyExc_TypeError, "%s.%U() needs a %s", kind_name(self->owner), self->name,
                                kind_name(self->owner));
        value = args[0];
        args++;
        count--;
        if (is_text(self->owner) && PyUnicode_Check(value) && !(self->flags & FLAG_VARARG))
            return !self->target && find_target(self) ? NULL : call_on_text(self, value, args, count, kwnames);
        if (!(base = base_of(self, value)) || (self->flags & FLAG_CHANGES && !may_change(value)))
            return NULL;
    }
    if (self->flags & FLAG_VARARG) {
        if (kwnames && PyTuple_GET_SIZE(kwnames))
            return PyErr_Format(PyExc_TypeError, "%s.%U() takes no keyword arguments", kind_name(self->owner), self->name);
        return call_vararg(self, (Value *)value, args, count);
    }
    if (!self->target && find_target(self))
        return NULL;
    return call_fixed(self, base, args, count, kwnames);
}

/* ---- the type ---- */

/* BuiltinMethod(kind, name, hash, flags, result, ((name, kind, exact or None[, default]), ...)[, exact]) */
static PyObject *builtin_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *name, *described, *exact = Py_None;
    long long hash;
    unsigned char owner, flags, result;
    if (!PyArg_ParseTuple(args, "bULbbO!|O", &owner, &name, &hash, &flags, &result, &PyTuple_Type, &described, &exact))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(described);
    if (count > MAX_ARGUMENTS || (flags & FLAG_VARARG && (flags & FLAG_STATIC || plain_is_kind(owner))))
        return PyErr_Format(PyExc_ValueError, "%s.%U() is no method that can be called", kind_name(owner), name);
    type = flags & FLAG_STATIC ? &BuiltinStatic_Type : &BuiltinMethod_Type;
    BuiltinMethod *self = (BuiltinMethod *)type->tp_alloc(type, count);
    if (!self)
        return NULL;
    self->vectorcall = builtin_vectorcall;
    self->name = Py_NewRef(name);
    self->described = Py_NewRef(described);
    self->exact = Py_NewRef(exact);
    self->hash = hash;
    self->owner = owner;
    self->flags = flags;
    self->result = result;
    for (Py_ssize_t i = 0; i < count; i++) {
        BuiltinArgument *argument = &self->arguments[i];
        PyObject *argument_exact, *fallback = NULL;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(described, i), "UbO|O", &argument->name, &argument->kind, &argument_exact,
                              &fallback)) {
            Py_DECREF(self);
            return NULL;
        }
        Py_INCREF(argument->name);
        argument->fallback = Py_XNewRef(fallback);
        self->count++;
    }
    return (PyObject *)self;
}

static void builtin_dealloc(PyObject *object) {
    BuiltinMethod *self = (BuiltinMethod *)object;
    for (int i = 0; i < self->count; i++) {
        Py_XDECREF(self->arguments[i].name);
        Py_XDECREF(self->arguments[i].fallback);
    }
    if (self->string_name && bridge_is_up)
        string_name_release(&self->string_name);
    Py_XDECREF(self->name);
    Py_XDECREF(self->described);
    Py_XDECREF(self->exact);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *builtin_get(PyObject *self, PyObject *object, PyObject *type) {
    return object && object != Py_None ? PyMethod_New(self, object) : Py_NewRef(self);
}

static PyObject *builtin_repr(PyObject *object) {
    BuiltinMethod *self = (BuiltinMethod *)object;
    return PyUnicode_FromFormat("<engine method %s.%U>", kind_name(self->owner), self->name);
}

static PyObject *builtin_owner(PyObject *self, void *closure) {
    return PyUnicode_FromString(kind_name(((BuiltinMethod *)self)->owner));
}

static PyObject *builtin_qualname(PyObject *self, void *closure) {
    return PyUnicode_FromFormat("%s.%U", kind_name(((BuiltinMethod *)self)->owner), ((BuiltinMethod *)self)->name);
}

static PyObject *builtin_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }

static PyObject *builtin_signature(PyObject *self, void *closure) { return describe_member(self, "signature"); }

static PyMemberDef builtin_members[] = {
    {"__name__", T_OBJECT_EX, offsetof(BuiltinMethod, name), READONLY, NULL},
    {"arguments", T_OBJECT_EX, offsetof(BuiltinMethod, described), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(BuiltinMethod, exact), READONLY, NULL},
    {"result", T_UBYTE, offsetof(BuiltinMethod, result), READONLY, NULL},
    {"flags", T_UBYTE, offsetof(BuiltinMethod, flags), READONLY, NULL},
    {NULL}};

static PyGetSetDef builtin_getset[] = {
    {"__owner__", builtin_owner, NULL, "The builtin type whose method it is.", NULL},
    {"__qualname__", builtin_qualname, NULL, NULL, NULL},
    {"__doc__", builtin_doc, NULL, NULL, NULL},
    {"__signature__", builtin_signature, NULL, NULL, NULL},
    {NULL}};

PyTypeObject BuiltinMethod_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.BuiltinMethod",
    .tp_basicsize = sizeof(BuiltinMethod),
    .tp_itemsize = sizeof(BuiltinArgument),
    .tp_vectorcall_offset = offsetof(BuiltinMethod, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_new = builtin_new,
    .tp_dealloc = builtin_dealloc,
    .tp_descr_get = builtin_get,
    .tp_repr = builtin_repr,
    .tp_members = builtin_members,
    .tp_getset = builtin_getset,
};

static PyObject *static_get(PyObject *self, PyObject *object, PyObject *type) { return Py_NewRef(self); }

/* One that needs no value. It has a type of its own, because the interpreter gives methods their object. */
PyTypeObject BuiltinStatic_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.BuiltinStatic",
    .tp_base = &BuiltinMethod_Type,
    .tp_vectorcall_offset = offsetof(BuiltinMethod, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_dealloc = builtin_dealloc,
    .tp_descr_get = static_get,
};
