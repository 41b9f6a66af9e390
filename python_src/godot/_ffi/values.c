/* Room A, C floor: values. Variants to Python objects and back, for all Variant types. */
#include "containers.h"

static GDExtensionVariantFromTypeConstructorFunc from_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionTypeFromVariantConstructorFunc to_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionVariantGetInternalPtrFunc internal[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrDestructor destroy[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrConstructor string_from_string_name, string_from_node_path, string_name_from_string,
    node_path_from_string;

static const char *const names[] = {
    "null", "bool", "int", "float", "String", "Vector2", "Vector2i", "Rect2", "Rect2i", "Vector3", "Vector3i",
    "Transform2D", "Vector4", "Vector4i", "Plane", "Quaternion", "AABB", "Basis", "Transform3D", "Projection", "Color",
    "StringName", "NodePath", "RID", "Object", "Callable", "Signal", "Dictionary", "Array", "PackedByteArray",
    "PackedInt32Array", "PackedInt64Array", "PackedFloat32Array", "PackedFloat64Array", "PackedStringArray",
    "PackedVector2Array", "PackedVector3Array", "PackedColorArray", "PackedVector4Array", "?", "Variant", "pointer",
    "int"};

const char *kind_name(Kind kind) { return kind < sizeof names / sizeof *names ? names[kind] : "?"; }

Kind kind_of_name(const char *name) {
    for (Kind kind = 0; kind < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX; kind++)
        if (strcmp(names[kind], name) == 0)
            return kind;
    return GDEXTENSION_VARIANT_TYPE_OBJECT;
}

void string_name_from_utf8(const char *text, uint64_t *out) {
    *out = 0;
    gd.string_name_new_with_utf8_chars(out, text);
}

void string_release(uint64_t *string) { destroy[GDEXTENSION_VARIANT_TYPE_STRING](string); }

void string_name_release(uint64_t *string_name) { destroy[GDEXTENSION_VARIANT_TYPE_STRING_NAME](string_name); }

int values_setup(void) {
    for (int type = 1; type < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX; type++) {
        from_type[type] = gd.get_variant_from_type_constructor(type);
        to_type[type] = gd.get_variant_to_type_constructor(type);
        internal[type] = gd.variant_get_ptr_internal_getter(type);
        destroy[type] = gd.variant_get_ptr_destructor(type);
    }
    string_from_string_name = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_STRING, STRING_FROM_STRING_NAME);
    string_from_node_path = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_STRING, STRING_FROM_NODE_PATH);
    string_name_from_string = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_STRING_NAME, STRING_NAME_FROM_STRING);
    node_path_from_string = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_NODE_PATH, NODE_PATH_FROM_STRING);
    return 0;
}

void *variant_internal(const Variant *variant, Kind kind) { return internal[kind]((void *)variant); }

void variant_default(Kind kind, Variant *out) {
    GDExtensionCallError error;
    gd.variant_construct(kind, out, NULL, 0, &error);
}

void variant_share(const Variant *variant, Kind kind, Variant *out) { from_type[kind](out, variant_internal(variant, kind)); }

/* ---- text ---- */

PyObject *python_from_string(const void *string) {
    GDExtensionInt length = gd.string_to_utf32_chars(string, NULL, 0);
    if (length == 0)
        return PyUnicode_New(0, 0);
    const char32_t *data = gd.string_operator_index_const(string, 0);
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, data, length);
}

static PyObject *python_from_converted(GDExtensionPtrConstructor convert, const void *source) {
    uint64_t string = 0;
    const void *args[] = {source};
    convert(&string, args);
    PyObject *text = python_from_string(&string);
    destroy[GDEXTENSION_VARIANT_TYPE_STRING](&string);
    return text;
}

PyObject *python_from_string_name(const void *string_name) {
    return python_from_converted(string_from_string_name, string_name);
}

/* Godot's strings hold neither NUL nor surrogates: say so instead of losing the rest of the text. */
static int refuse_character(PyObject *text, Py_ssize_t position, const char *what) {
    PyErr_Format(PyExc_ValueError, "%.200R has %s at position %zd, which a Godot String cannot hold; remove it first",
                 text, what, position);
    return -1;
}

static int string_from_python(PyObject *text, uint64_t *out) {
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    *out = 0;
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) {
        const char *data = (const char *)PyUnicode_1BYTE_DATA(text);
        const char *zero = memchr(data, 0, length);
        if (zero)
            return refuse_character(text, zero - data, "a NUL character");
        gd.string_new_with_latin1_chars_and_len(out, data, length);
        return 0;
    }
    Py_UCS4 stack[256], *wide = stack;
    if (length >= 256 && !(wide = PyMem_Malloc((length + 1) * sizeof(Py_UCS4)))) {
        PyErr_NoMemory();
        return -1;
    }
    int status = PyUnicode_AsUCS4(text, wide, length + 1, 1) ? 0 : -1;
    for (Py_ssize_t i = 0; status == 0 && i < length; i++) {
        if (wide[i] == 0)
            status = refuse_character(text, i, "a NUL character");
        else if (wide[i] >= 0xD800 && wide[i] <= 0xDFFF)
            status = refuse_character(text, i, "a lone surrogate");
    }
    if (status == 0)
        gd.string_new_with_utf32_chars_and_len(out, (const char32_t *)wide, length);
    if (wide != stack)
        PyMem_Free(wide);
    return status;
}

int string_name_from_python(PyObject *text, uint64_t *out) {
    uint64_t string;
    if (!PyUnicode_Check(text)) {
        PyErr_Format(PyExc_TypeError, "expected str for a StringName, got %.200R", text);
        return -1;
    }
    if (string_from_python(text, &string))
        return -1;
    const void *args[] = {&string};
    *out = 0;
    string_name_from_string(out, args);
    destroy[GDEXTENSION_VARIANT_TYPE_STRING](&string);
    return 0;
}

static int text_from_python(PyObject *text, Kind kind, Variant *out) {
    uint64_t string, converted = 0, *source = &string;
    if (string_from_python(text, &string))
        return -1;
    if (kind != GDEXTENSION_VARIANT_TYPE_STRING) {
        const void *args[] = {&string};
        (kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ? string_name_from_string : node_path_from_string)(&converted, args);
        source = &converted;
    }
    from_type[kind](out, source);
    if (source != &string)
        destroy[kind](&converted);
    destroy[GDEXTENSION_VARIANT_TYPE_STRING](&string);
    return 0;
}

/* Texts that come again and again, above all the keys of events, as Variants that are made once: copying one is a tenth
 * of making it. Only interned texts, which a program has few of; a new one takes the place of an old one. */
enum { KNOWN_TEXTS = 256, LONGEST_KNOWN_TEXT = 64 };
static struct {
    PyObject *text;
    Variant variant;
} known_texts[KNOWN_TEXTS];

static int string_variant_from_python(PyObject *text, Variant *out) {
    if (!PyUnicode_CHECK_INTERNED(text) || PyUnicode_GET_LENGTH(text) > LONGEST_KNOWN_TEXT)
        return text_from_python(text, GDEXTENSION_VARIANT_TYPE_STRING, out);
    size_t place = ((uintptr_t)text / 16) % KNOWN_TEXTS;
    if (known_texts[place].text != text) {
        Variant made;
        if (text_from_python(text, GDEXTENSION_VARIANT_TYPE_STRING, &made))
            return -1;
        PyObject *old = known_texts[place].text;
        if (old)
            gd.variant_destroy(&known_texts[place].variant);
        known_texts[place].text = Py_NewRef(text);
        known_texts[place].variant = made;
        Py_XDECREF(old);
    }
    gd.variant_new_copy(out, &known_texts[place].variant);
    return 0;
}

void texts_release(void) {
    for (size_t i = 0; i < KNOWN_TEXTS; i++)
        if (known_texts[i].text) {
            gd.variant_destroy(&known_texts[i].variant);
            Py_CLEAR(known_texts[i].text);
        }
}

/* ---- containers ---- */

static int dictionary_from_python(PyObject *mapping, Variant *out) {
    PyObject *key, *value;
    Py_ssize_t position = 0;
    variant_default(GDEXTENSION_VARIANT_TYPE_DICTIONARY, out);
    void *dictionary = variant_internal(out, GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    while (PyDict_Next(mapping, &position, &key, &value)) {
        Variant key_variant, value_variant;
        Py_INCREF(key);
        Py_INCREF(value); /* a conversion may run Python code, which may change the dictionary */
        int status = variant_from_python(key, &key_variant);
        if (status == 0 && (status = variant_from_python(value, &value_variant)))
            gd.variant_destroy(&key_variant);
        Py_DECREF(key);
        Py_DECREF(value);
        if (status) {
            gd.variant_destroy(out);
            return -1;
        }
        Variant *slot = gd.dictionary_operator_index(dictionary, &key_variant);
        gd.variant_destroy(slot); /* not nil when two Python keys are one key to Godot */
        *slot = value_variant;
        gd.variant_destroy(&key_variant);
    }
    return 0;
}

/* ---- Python to Variant ---- */

int integer_from_python(PyObject *value, int64_t *out) {
    int overflow;
    *out = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow) {
        PyErr_Format(PyExc_OverflowError, "%.100R does not fit Godot's int: expected -2**63 to 2**63 - 1", value);
        return -1;
    }
    return *out == -1 && PyErr_Occurred() ? -1 : 0;
}

/* What Python has more kinds of than the engine: numbers, paths, mappings and sequences of any class. */
static int stranger_from_python(PyObject *value, Variant *out) {
    if (PyObject_CheckBuffer(value)) {
        int status = variant_from_buffer(value, out);
        if (status <= 0) /* else it is a single number, as NumPy has them */
            return status;
    }
    if (PyIndex_Check(value)) {
        int64_t integer;
        if (integer_from_python(value, &integer))
            return -1;
        from_type[GDEXTENSION_VARIANT_TYPE_INT](out, &integer);
        return 0;
    }
    PyNumberMethods *number = Py_TYPE(value)->tp_as_number;
    if (number && number->nb_float) {
        double real = PyFloat_AsDouble(value);
        if (real == -1.0 && PyErr_Occurred())
            return -1;
        from_type[GDEXTENSION_VARIANT_TYPE_FLOAT](out, &real);
        return 0;
    }
    if (PyCallable_Check(value))
        return callable_from_python(value, out);
    PyObject *familiar = hooks.familiar ? PyObject_CallOneArg(hooks.familiar, value) : NULL;
    if (!familiar)
        return -1;
    int status = variant_from_python(familiar, out);
    Py_DECREF(familiar);
    return status;
}

static int nested_from_python(int (*convert)(PyObject *, Variant *), PyObject *value, Variant *out) {
    if (Py_EnterRecursiveCall(" while converting a nested container to a Godot value"))
        return -1;
    int status = convert(value, out);
    Py_LeaveRecursiveCall();
    return status;
}

int variant_from_python(PyObject *value, Variant *out) {
    if (value == Py_None) {
        gd.variant_new_nil(out);
        return 0;
    }
    if (PyUnicode_CheckExact(value))
        return string_variant_from_python(value, out);
    if (PyBool_Check(value)) {
        uint8_t boolean = value == Py_True;
        from_type[GDEXTENSION_VARIANT_TYPE_BOOL](out, &boolean);
        return 0;
    }
    if (PyLong_Check(value)) {
        int64_t integer;
        if (integer_from_python(value, &integer))
            return -1;
        from_type[GDEXTENSION_VARIANT_TYPE_INT](out, &integer);
        return 0;
    }
    if (PyFloat_Check(value)) {
        double real = PyFloat_AS_DOUBLE(value);
        from_type[GDEXTENSION_VARIANT_TYPE_FLOAT](out, &real);
        return 0;
    }
    if (plain_check(value)) {
        from_type[PLAIN_TYPE(value)->kind](out, ((Plain *)value)->data);
        return 0;
    }
    if (PyObject_TypeCheck(value, &EngineObject_Type)) {
        GDExtensionObjectPtr object;
        if (object_from_python(value, &object))
            return -1;
        from_type[GDEXTENSION_VARIANT_TYPE_OBJECT](out, &object);
        return 0;
    }
    if (PyObject_TypeCheck(value, &Value_Type)) {
        if (sequence_exported(value))
            sequence_detach(value, out);
        else
            gd.variant_new_copy(out, &((Value *)value)->variant);
        return 0;
    }
    if (PyUnicode_Check(value)) {
        if ((PyObject *)Py_TYPE(value) == hooks.string_name)
            return text_from_python(value, GDEXTENSION_VARIANT_TYPE_STRING_NAME, out);
        if ((PyObject *)Py_TYPE(value) == hooks.node_path)
            return text_from_python(value, GDEXTENSION_VARIANT_TYPE_NODE_PATH, out);
        return text_from_python(value, GDEXTENSION_VARIANT_TYPE_STRING, out);
    }
    if (PyDict_Check(value))
        return nested_from_python(dictionary_from_python, value, out);
    if (PyList_Check(value) || PyTuple_Check(value))
        return nested_from_python(array_from_python, value, out);
    if (PyBytes_Check(value))
        return variant_from_buffer(value, out);
    return nested_from_python(stranger_from_python, value, out);
}

/* A Variant of exactly that kind, by the conversions that the engine calls strict (and int to float). */
int variant_coerce(PyObject *value, Kind kind, Variant *out) {
    if (PyUnicode_Check(value) && kind != KIND_VARIANT) {
        if (kind == GDEXTENSION_VARIANT_TYPE_STRING || kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ||
            kind == GDEXTENSION_VARIANT_TYPE_NODE_PATH)
            return text_from_python(value, kind, out);
    }
    if (kind >= GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY && kind < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX &&
        (PyList_Check(value) || PyTuple_Check(value) || PyObject_TypeCheck(value, &Sequence_Type) ||
         PyObject_CheckBuffer(value)))
        return packed_from_python(kind, value, out);
    if (plain_is_kind(kind)) {
        PyObject *found;
        int status = plain_coerce(kind, value, &found);
        if (status == 1) {
            from_type[kind](out, ((Plain *)found)->data);
            Py_DECREF(found);
        } else if (status == 0)
            error_expected(kind_name(kind), value);
        return status == 1 ? 0 : -1;
    }
    Variant plain;
    if (variant_from_python(value, &plain))
        return -1;
    GDExtensionVariantType type = gd.variant_get_type(&plain);
    if (kind == KIND_VARIANT || type == (GDExtensionVariantType)kind) {
        *out = plain;
        return 0;
    }
    int ok = 0;
    if (type != GDEXTENSION_VARIANT_TYPE_NIL && gd.variant_can_convert_strict(type, kind)) {
        GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
        const void *args[] = {&plain};
        gd.variant_construct(kind, out, args, 1, &error);
        ok = error.error == GDEXTENSION_CALL_OK;
    }
    gd.variant_destroy(&plain);
    if (!ok) {
        error_expected(kind_name(kind), value);
        return -1;
    }
    return 0;
}

/* ---- Variant to Python ---- */

static PyObject *text_face(PyObject *face, PyObject *text) {
    if (!text || !face)
        return text;
    PyObject *result = PyObject_CallOneArg(face, text);
    Py_DECREF(text);
    return result;
}

PyObject *variant_to_python(const Variant *variant) {
    GDExtensionVariantType type = gd.variant_get_type(variant);
    void *data = type == GDEXTENSION_VARIANT_TYPE_NIL ? NULL : internal[type]((void *)variant);
    switch (type) {
    case GDEXTENSION_VARIANT_TYPE_NIL:
        Py_RETURN_NONE;
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        return PyBool_FromLong(*(uint8_t *)data);
    case GDEXTENSION_VARIANT_TYPE_INT:
        return PyLong_FromLongLong(*(int64_t *)data);
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        return PyFloat_FromDouble(*(double *)data);
    case GDEXTENSION_VARIANT_TYPE_STRING:
        return python_from_string(data);
    case GDEXTENSION_VARIANT_TYPE_STRING_NAME:
        return text_face(hooks.string_name, python_from_string_name(data));
    case GDEXTENSION_VARIANT_TYPE_NODE_PATH:
        return text_face(hooks.node_path, python_from_converted(string_from_node_path, data));
    case GDEXTENSION_VARIANT_TYPE_OBJECT: {
        uint64_t id = gd.variant_get_object_instance_id(variant);
        if (!id)
            Py_RETURN_NONE;
        /* A Variant may outlive its object: ask the engine whether the object is still there. */
        GDExtensionObjectPtr object = gd.object_get_instance_from_id(id);
        return object ? object_to_python(object) : object_freed(id);
    }
    case GDEXTENSION_VARIANT_TYPE_CALLABLE: {
        PyObject *callable = callable_to_python(data);
        return callable || PyErr_Occurred() ? callable : value_new(variant, NULL);
    }
    default:
        return plain_is_kind(type) ? plain_from_data(type, data) : value_new(variant, NULL);
    }
}

/* ---- ptrcall slots ---- */

PyObject *python_from_pointer(Kind kind, const void *pointer) {
    switch (kind) {
    case GDEXTENSION_VARIANT_TYPE_NIL:
        Py_RETURN_NONE;
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        return PyBool_FromLong(*(const uint8_t *)pointer);
    case GDEXTENSION_VARIANT_TYPE_INT:
        return PyLong_FromLongLong(*(const int64_t *)pointer);
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        return PyFloat_FromDouble(*(const double *)pointer);
    case GDEXTENSION_VARIANT_TYPE_STRING:
        return python_from_string(pointer);
    case GDEXTENSION_VARIANT_TYPE_OBJECT:
        return object_to_python(*(void *const *)pointer);
    case KIND_VARIANT:
        return variant_to_python(pointer);
    case KIND_POINTER:
        return PyLong_FromVoidPtr(*(void *const *)pointer);
    }
    if (plain_is_kind(kind))
        return plain_from_data(kind, pointer);
    Variant variant;
    from_type[kind](&variant, (void *)pointer);
    PyObject *result = variant_to_python(&variant);
    gd.variant_destroy(&variant);
    return result;
}

/* What the engine reads when Python had nothing to say: numbers are not initialised by every caller. */
void pointer_default(Kind kind, void *target) {
    switch (kind) {
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        *(uint8_t *)target = 0;
        break;
    case GDEXTENSION_VARIANT_TYPE_INT:
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        memset(target, 0, 8);
        break;
    case GDEXTENSION_VARIANT_TYPE_OBJECT: /* a Ref is null already, a plain pointer is not always */
    case KIND_POINTER:
        *(void **)target = NULL;
        break;
    default:
        break; /* the engine default-constructs the others before the call */
    }
}

int pointer_from_python(Kind kind, int is_reference, PyObject *value, void *target) {
    Variant variant;
    switch (kind) {
    case GDEXTENSION_VARIANT_TYPE_NIL:
        return 0;
    case GDEXTENSION_VARIANT_TYPE_BOOL: {
        int truth = PyObject_IsTrue(value);
        *(uint8_t *)target = truth == 1;
        return truth < 0 ? -1 : 0;
    }
    case GDEXTENSION_VARIANT_TYPE_INT:
        if (PyLong_Check(value))
            return integer_from_python(value, target);
        break;
    case GDEXTENSION_VARIANT_TYPE_OBJECT: {
        GDExtensionObjectPtr object = NULL;
        if (value != Py_None && object_from_python(value, &object))
            return -1;
        /* A RefCounted goes out as a counted reference, except where the engine's own description says otherwise. */
        if (is_reference && (!object || gd.object_get_instance_id(object) >> 63))
            gd.ref_set_object(target, object);
        else
            *(void **)target = object;
        return 0;
    }
    case KIND_POINTER:
        *(void **)target = PyLong_AsVoidPtr(value);
        return PyErr_Occurred() ? -1 : 0;
    case KIND_VARIANT:
        if (variant_from_python(value, &variant))
            return -1;
        gd.variant_destroy(target);
        *(Variant *)target = variant;
        return 0;
    }
    void *data = plain_is_kind(kind) ? plain_data(value, kind) : NULL;
    if (data) {
        memcpy(target, data, plain_types[kind - PLAIN_FIRST].size);
        return 0;
    }
    if (variant_coerce(value, kind, &variant))
        return -1;
    if (destroy[kind])
        destroy[kind](target);
    to_type[kind](target, &variant);
    gd.variant_destroy(&variant);
    return 0;
}
