/* Room A, C floor: the operators of value types. Each is the engine's own function for two pointers; Python's part is to find it
 * and to refuse what would make the processor stop: integers divided by zero. */
#include "bridge.h"

typedef struct {
    GDExtensionPtrOperatorEvaluator evaluate; /* NULL until its first use */
    Kind result;                              /* nil where the engine has no such operator */
} Operation;

enum { LAST_OPERATOR = GDEXTENSION_VARIANT_OP_NOT, OPERAND_KINDS = GDEXTENSION_VARIANT_TYPE_VARIANT_MAX };

/* By operator and type of the left operand: a row with all types of the right one. */
static Operation *rows[LAST_OPERATOR + 1][OPERAND_KINDS];

int operators_add(PyObject *operators) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(operators); i++) {
        uint8_t operator, left, right, result;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(operators, i), "bbbb", &operator, &left, &right, &result))
            return -1;
        if (operator > LAST_OPERATOR || left >= OPERAND_KINDS || right >= OPERAND_KINDS)
            continue; /* of a newer engine */
        Operation **row = &rows[operator][left];
        if (!*row && !(*row = PyMem_Calloc(OPERAND_KINDS, sizeof(Operation)))) {
            PyErr_NoMemory();
            return -1;
        }
        (*row)[right].result = result;
    }
    return 0;
}

static const Operation *find(int operator, Kind left, Kind right) {
    Operation *row = rows[operator][left];
    if (!row || !row[right].result)
        return NULL;
    if (!row[right].evaluate)
        row[right].evaluate = gd.variant_get_ptr_operator_evaluator(operator, left, right);
    return row[right].evaluate ? &row[right] : NULL;
}

/* ---- operands ---- */

/* What the engine takes of an operand, and its kind; NULL when it is none, or with an exception. */
static const void *operand(PyObject *value, Slot *slot, Kind *kind) {
    if (plain_check(value)) {
        *kind = PLAIN_TYPE(value)->kind;
        return ((Plain *)value)->data;
    }
    if (PyFloat_Check(value)) {
        *kind = GDEXTENSION_VARIANT_TYPE_FLOAT;
        slot->real = PyFloat_AS_DOUBLE(value);
        return slot;
    }
    if (PyLong_Check(value)) {
        *kind = GDEXTENSION_VARIANT_TYPE_INT;
        return integer_from_python(value, &slot->integer) ? NULL : slot;
    }
    if (PyObject_TypeCheck(value, &Value_Type)) {
        const Variant *variant = &((Value *)value)->variant;
        *kind = gd.variant_get_type(variant);
        return *kind == GDEXTENSION_VARIANT_TYPE_NIL ? NULL : variant_internal(variant, *kind);
    }
    int is_integer = PyIndex_Check(value);
    if (is_integer || (Py_TYPE(value)->tp_as_number && Py_TYPE(value)->tp_as_number->nb_float)) { /* of another library */
        *kind = is_integer ? GDEXTENSION_VARIANT_TYPE_INT : GDEXTENSION_VARIANT_TYPE_FLOAT;
        return number_from_python(*kind, value, slot) == 1 ? slot : NULL;
    }
    return NULL;
}

static int is_of_integers(Kind kind) {
    return plain_is_kind(kind) && plain_types[kind - PLAIN_FIRST].component == 'i';
}

/* Division of integers: what the processor refuses, and what the engine would cut to 32 bits. */
static int check_integers(int operator, Kind left, const void *left_data, Kind right, const void *right_data) {
    int divides = operator == GDEXTENSION_VARIANT_OP_DIVIDE || operator == GDEXTENSION_VARIANT_OP_MODULE;
    if (!divides && operator != GDEXTENSION_VARIANT_OP_MULTIPLY)
        return 0;
    Kind vector = is_of_integers(left) ? left : right, number = is_of_integers(left) ? right : left;
    if (number == GDEXTENSION_VARIANT_TYPE_INT) {
        int64_t integer = *(const int64_t *)(number == right ? right_data : left_data);
        if (integer != (int32_t)integer) {
            PyErr_Format(PyExc_OverflowError,
                         "%lld is too large an operand for %s, which is made of integers of 32 bits; use a float",
                         (long long)integer, kind_name(vector));
            return -1;
        }
    }
    if (!divides || (right != GDEXTENSION_VARIANT_TYPE_INT && !is_of_integers(right)))
        return 0;
    const int32_t *numbers = left_data;
    for (int i = 0; i < plain_types[left - PLAIN_FIRST].components; i++) {
        int64_t divisor = right == GDEXTENSION_VARIANT_TYPE_INT ? *(const int64_t *)right_data : ((const int32_t *)right_data)[i];
        if (divisor == 0) {
            PyErr_Format(PyExc_ZeroDivisionError, "%s divided by zero", kind_name(left));
            return -1;
        }
        if (divisor == -1 && numbers[i] == INT32_MIN) {
            PyErr_Format(PyExc_OverflowError, "-2147483648 divided by -1 does not fit an integer of %s", kind_name(left));
            return -1;
        }
    }
    return 0;
}

static PyObject *evaluate(const Operation *operation, const void *left, const void *right) {
    Slot slot = {0};
    if (plain_is_kind(operation->result)) {
        Plain *result = plain_new(operation->result);
        if (result)
            operation->evaluate(left, right, result->data);
        return (PyObject *)result;
    }
    if (operation->result > GDEXTENSION_VARIANT_TYPE_FLOAT) { /* a packed array */
        Variant result;
        variant_default(operation->result, &result);
        operation->evaluate(left, right, variant_internal(&result, operation->result));
        PyObject *answer = variant_to_python(&result);
        gd.variant_destroy(&result);
        return answer;
    }
    operation->evaluate(left, right, &slot);
    return python_from_pointer(operation->result, &slot);
}

static PyObject *binary(int operator, PyObject *left, PyObject *right) {
    Slot left_slot, right_slot;
    Kind left_kind, right_kind;
    const void *left_data = operand(left, &left_slot, &left_kind);
    const void *right_data = left_data ? operand(right, &right_slot, &right_kind) : NULL;
    const Operation *operation = right_data ? find(operator, left_kind, right_kind) : NULL;
    if (!operation) {
        if (PyErr_Occurred())
            return NULL;
        Py_RETURN_NOTIMPLEMENTED;
    }
    if ((is_of_integers(left_kind) || is_of_integers(right_kind)) &&
        check_integers(operator, left_kind, left_data, right_kind, right_data))
        return NULL;
    return evaluate(operation, left_data, right_data);
}

static PyObject *plain_add(PyObject *left, PyObject *right) { return binary(GDEXTENSION_VARIANT_OP_ADD, left, right); }

static PyObject *plain_subtract(PyObject *left, PyObject *right) {
    return binary(GDEXTENSION_VARIANT_OP_SUBTRACT, left, right);
}

static PyObject *plain_multiply(PyObject *left, PyObject *right) {
    return binary(GDEXTENSION_VARIANT_OP_MULTIPLY, left, right);
}

static PyObject *plain_divide(PyObject *left, PyObject *right) { return binary(GDEXTENSION_VARIANT_OP_DIVIDE, left, right); }

static PyObject *plain_remainder(PyObject *left, PyObject *right) {
    return binary(GDEXTENSION_VARIANT_OP_MODULE, left, right);
}

static PyObject *plain_power(PyObject *left, PyObject *right, PyObject *modulus) {
    if (modulus != Py_None)
        Py_RETURN_NOTIMPLEMENTED;
    return binary(GDEXTENSION_VARIANT_OP_POWER, left, right);
}

/* ---- one operand ---- */

static PyObject *unary(int operator, const char *symbol, PyObject *self) {
    const Operation *operation = find(operator, PLAIN_TYPE(self)->kind, GDEXTENSION_VARIANT_TYPE_NIL);
    if (!operation)
        return PyErr_Format(PyExc_TypeError, "bad operand type for unary %s: '%s'", symbol, kind_name(PLAIN_TYPE(self)->kind));
    return evaluate(operation, ((Plain *)self)->data, NULL);
}

static PyObject *plain_negative(PyObject *self) { return unary(GDEXTENSION_VARIANT_OP_NEGATE, "-", self); }

static PyObject *plain_positive(PyObject *self) { return unary(GDEXTENSION_VARIANT_OP_POSITIVE, "+", self); }

/* abs(vector) is vector.abs(), where there is one. */
static PyObject *plain_absolute(PyObject *self) {
    static PyObject *name;
    if (!name && !(name = PyUnicode_InternFromString("abs")))
        return NULL;
    if (!PyDict_Contains(Py_TYPE(self)->tp_dict, name))
        return PyErr_Format(PyExc_TypeError, "bad operand type for abs(): '%s'", kind_name(PLAIN_TYPE(self)->kind));
    return PyObject_CallMethodNoArgs(self, name);
}

/* As the engine has it: a value that is the type's default is false. */
static int plain_bool(PyObject *self) {
    const Operation *operation = find(GDEXTENSION_VARIANT_OP_NOT, PLAIN_TYPE(self)->kind, GDEXTENSION_VARIANT_TYPE_NIL);
    Slot slot = {0};
    if (!operation)
        return 1;
    operation->evaluate(((Plain *)self)->data, NULL, &slot);
    return !slot.boolean;
}

PyNumberMethods plain_as_number = {
    .nb_add = plain_add,
    .nb_subtract = plain_subtract,
    .nb_multiply = plain_multiply,
    .nb_remainder = plain_remainder,
    .nb_power = plain_power,
    .nb_negative = plain_negative,
    .nb_positive = plain_positive,
    .nb_absolute = plain_absolute,
    .nb_bool = plain_bool,
    .nb_true_divide = plain_divide,
};

/* ---- comparison ---- */

PyObject *plain_compare(PyObject *self, PyObject *other, int operation) {
    static const int operators[] = {
        [Py_LT] = GDEXTENSION_VARIANT_OP_LESS,    [Py_LE] = GDEXTENSION_VARIANT_OP_LESS_EQUAL,
        [Py_EQ] = GDEXTENSION_VARIANT_OP_EQUAL,   [Py_NE] = GDEXTENSION_VARIANT_OP_NOT_EQUAL,
        [Py_GT] = GDEXTENSION_VARIANT_OP_GREATER, [Py_GE] = GDEXTENSION_VARIANT_OP_GREATER_EQUAL};
    if (Py_TYPE(self) != Py_TYPE(other))
        Py_RETURN_NOTIMPLEMENTED;
    Kind kind = PLAIN_TYPE(self)->kind;
    const Operation *found = find(operators[operation], kind, kind);
    if (!found)
        Py_RETURN_NOTIMPLEMENTED;
    return evaluate(found, ((Plain *)self)->data, ((Plain *)other)->data);
}

/* Equal values have equal hashes: 0.0 and -0.0 are equal. */
Py_hash_t plain_hash(PyObject *self) {
    const PlainType *type = PLAIN_TYPE(self);
    const void *data = ((Plain *)self)->data;
    uint64_t hash = 0x9E3779B97F4A7C15u + type->kind;
    for (int i = 0; i < type->components; i++) {
        uint64_t bits;
        double real = 0;
        switch (type->component) {
        case 'f':
            real = ((const float *)data)[i];
            break;
        case 'd':
            real = ((const double *)data)[i];
            break;
        case 'i':
            bits = (uint64_t)((const int32_t *)data)[i];
            break;
        default:
            bits = ((const uint64_t *)data)[i];
        }
        if (type->component == 'f' || type->component == 'd') {
            real = real == 0 ? 0 : real;
            memcpy(&bits, &real, sizeof bits);
        }
        hash = (hash ^ bits) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    return (Py_hash_t)hash == -1 ? -2 : (Py_hash_t)hash;
}
