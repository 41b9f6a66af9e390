/* Room A, C floor: what typed Arrays and Dictionaries take. The engine itself would refuse a wrong element with no more
 * than a line in its log; here it is an exception that names it. */
#include "containers.h"

/* What the engine's methods tell of the type of elements, keys or values. */
typedef struct {
    GDExtensionPtrBuiltInMethod type, class_name, script;
} Question;

static Question elements, keys, values;
static GDExtensionPtrBuiltInMethod is_read_only[2]; /* of an Array, of a Dictionary */

GDExtensionPtrBuiltInMethod builtin_method(int type, const char *name, int64_t hash) {
    uint64_t string_name;
    string_name_from_utf8(name, &string_name);
    GDExtensionPtrBuiltInMethod method = gd.variant_get_ptr_builtin_method(type, &string_name, hash);
    string_name_release(&string_name);
    return method;
}

static int question(Question *question, int type, const char *builtin, const char *class_name, const char *script) {
    question->type = builtin_method(type, builtin, GET_TYPED_BUILTIN_HASH);
    question->class_name = builtin_method(type, class_name, GET_TYPED_CLASS_NAME_HASH);
    question->script = builtin_method(type, script, GET_TYPED_SCRIPT_HASH);
    return question->type && question->class_name && question->script ? 0 : -1;
}

int element_types_setup(void) {
    enum { ARRAY = GDEXTENSION_VARIANT_TYPE_ARRAY, DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY };
    is_read_only[0] = builtin_method(ARRAY, "is_read_only", IS_READ_ONLY_HASH);
    is_read_only[1] = builtin_method(DICTIONARY, "is_read_only", IS_READ_ONLY_HASH);
    if (!is_read_only[0] || !is_read_only[1] ||
        question(&elements, ARRAY, "get_typed_builtin", "get_typed_class_name", "get_typed_script") ||
        question(&keys, DICTIONARY, "get_typed_key_builtin", "get_typed_key_class_name", "get_typed_key_script"))
        return -1;
    return question(&values, DICTIONARY, "get_typed_value_builtin", "get_typed_value_class_name", "get_typed_value_script");
}

static int yes(GDExtensionPtrBuiltInMethod method, const void *container) {
    uint8_t answer = 0;
    method((void *)container, NULL, &answer, 0);
    return answer;
}

int array_is_read_only(const void *array) { return yes(is_read_only[0], array); }
int dictionary_is_read_only(const void *dictionary) { return yes(is_read_only[1], dictionary); }

static int64_t type_of(const Question *question, const void *container) {
    int64_t type = 0;
    question->type((void *)container, NULL, &type, 0);
    return type;
}

int array_is_typed(const void *array) { return type_of(&elements, array) != GDEXTENSION_VARIANT_TYPE_NIL; }

int dictionary_is_typed(const void *dictionary) {
    return type_of(&keys, dictionary) != GDEXTENSION_VARIANT_TYPE_NIL ||
           type_of(&values, dictionary) != GDEXTENSION_VARIANT_TYPE_NIL;
}

void array_type_as(void *array, const void *other) {
    int64_t type = type_of(&elements, other);
    if (type == GDEXTENSION_VARIANT_TYPE_NIL)
        return;
    uint64_t class_name = 0;
    Variant script;
    gd.variant_new_nil(&script);
    elements.class_name((void *)other, NULL, &class_name, 0);
    elements.script((void *)other, NULL, &script, 0);
    gd.array_set_typed(array, type, &class_name, &script);
    gd.variant_destroy(&script);
    string_name_release(&class_name);
}

/* An object of the class, and of the script if there is one: Python is asked. */
static int object_fits(const Question *question, const void *container, PyObject *value) {
    uint64_t class_name = 0;
    Variant script;
    gd.variant_new_nil(&script);
    question->class_name((void *)container, NULL, &class_name, 0);
    question->script((void *)container, NULL, &script, 0);
    PyObject *name = python_from_string_name(&class_name), *object = name ? variant_to_python(&script) : NULL;
    PyObject *done = object && hooks.require_class
                         ? PyObject_CallFunctionObjArgs(hooks.require_class, value, name, object, NULL)
                         : NULL;
    Py_XDECREF(name);
    Py_XDECREF(object);
    Py_XDECREF(done);
    gd.variant_destroy(&script);
    string_name_release(&class_name);
    return done ? 0 : -1;
}

static int typed_from_python(const Question *question, const void *container, PyObject *value, Variant *out) {
    int64_t type = type_of(question, container);
    switch (type) {
    case GDEXTENSION_VARIANT_TYPE_NIL:
        return variant_from_python(value, out);
    case GDEXTENSION_VARIANT_TYPE_OBJECT:
        if (value != Py_None && object_fits(question, container, value))
            return -1;
        if (value == Py_None || PyObject_TypeCheck(value, &EngineObject_Type))
            return variant_from_python(value, out);
        break;
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        if (PyBool_Check(value))
            return variant_from_python(value, out);
        break;
    case GDEXTENSION_VARIANT_TYPE_INT:
        if (PyIndex_Check(value))
            return variant_coerce(value, (Kind)type, out);
        break;
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        if (PyFloat_Check(value) || PyNumber_Check(value))
            return variant_coerce(value, (Kind)type, out);
        break;
    default:
        return variant_coerce(value, (Kind)type, out);
    }
    error_expected(kind_name((Kind)type), value);
    return -1;
}

static int fits(const Question *question, const char *what, const void *container, PyObject *value, Variant *out) {
    if (!typed_from_python(question, container, value, out))
        return 0;
    if (PyErr_ExceptionMatches(PyExc_TypeError) && type_of(question, container))
        error_blame("%s", what);
    return -1;
}

int array_element(const void *array, PyObject *value, Variant *out) {
    return fits(&elements, "an element of this typed Array", array, value, out);
}

int dictionary_key(const void *dictionary, PyObject *value, Variant *out) {
    return fits(&keys, "a key of this typed Dictionary", dictionary, value, out);
}

int dictionary_value(const void *dictionary, PyObject *value, Variant *out) {
    return fits(&values, "a value of this typed Dictionary", dictionary, value, out);
}
