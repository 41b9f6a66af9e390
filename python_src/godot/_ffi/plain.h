/* Room A, C floor: value types (Vector2 to Color, and RID), with their memory in the Python object itself. Included by
 * bridge.h. */
#ifndef GODOT_PLAIN_H
#define GODOT_PLAIN_H

/* A value that was read from something remembers where, so that `node.position.x = 1` reaches the node: `origin` is the
 * value whose member it is, the property of an engine object (its descriptor, or its name), or a container. */
typedef struct Plain {
    PyObject_HEAD
    PyObject *origin; /* NULL for most */
    union {
        const struct PlainMember *member; /* of the value; a number below MAX_ITEMS is that item of it */
        uint64_t instance_id;             /* of the object whose property it is */
        PyObject *key;                    /* in the container */
        uintptr_t item;
    } place;
    uint64_t data[]; /* as the engine has it in memory */
} Plain;

enum { CONSTRUCTOR_MAX_ARGUMENTS = 4, MAX_FIELDS = 4, MAX_ITEMS = 16 };

typedef struct {
    PyObject *name; /* str */
    Kind kind;
} Parameter;

typedef struct {
    GDExtensionPtrConstructor target;
    uint8_t count;
    Parameter parameters[CONSTRUCTOR_MAX_ARGUMENTS];
} Constructor;

/* A member of a value type, as a descriptor of its face. */
typedef struct PlainMember {
    PyObject_HEAD
    PyObject *name;
    Kind owner, kind;
    GDExtensionPtrGetter get;
    GDExtensionPtrSetter set;
} PlainMember;

/* The face of one value type. `type` comes first: a pointer to it is a pointer to the PyTypeObject. */
typedef struct {
    PyTypeObject type;
    Kind kind;         /* 0 until the face was made, at its first use */
    char component;    /* what the memory is made of, as in the module struct: f, d, i or Q */
    uint8_t size, components;
    uint8_t is_flat;   /* a constructor takes the components as numbers */
    Kind item;         /* what an index gives; nil when there is none */
    uint8_t items;
    uint8_t fields;    /* the members that together are the value */
    PlainMember *field[MAX_FIELDS];
    GDExtensionPtrIndexedGetter get_item;
    GDExtensionPtrIndexedSetter set_item;
    int constructor_count;
    Constructor *constructors;
} PlainType;

enum {
    PLAIN_FIRST = GDEXTENSION_VARIANT_TYPE_VECTOR2,
    PLAIN_TYPES = GDEXTENSION_VARIANT_TYPE_RID - PLAIN_FIRST + 1,
    PLAIN_MAX_SIZE = 128 /* a Projection of doubles */
};
extern PlainType plain_types[PLAIN_TYPES]; /* one array: the address of a type says whether it is one of them */
extern PyTypeObject PlainMember_Type, PlainMeta_Type, PlainConstant_Type;

#define PLAIN_TYPE(object) ((const PlainType *)Py_TYPE(object))

static inline int plain_is_kind(Kind kind) {
    return (kind >= GDEXTENSION_VARIANT_TYPE_VECTOR2 && kind <= GDEXTENSION_VARIANT_TYPE_COLOR) ||
           kind == GDEXTENSION_VARIANT_TYPE_RID;
}

static inline int plain_check(PyObject *object) {
    return (uintptr_t)Py_TYPE(object) - (uintptr_t)plain_types < sizeof plain_types;
}

/* The memory of a value of that kind; NULL when it is none. */
static inline void *plain_data(PyObject *value, Kind kind) {
    return plain_check(value) && PLAIN_TYPE(value)->kind == kind ? ((Plain *)value)->data : NULL;
}

/* plain.c */
int plain_ready(Kind kind);  /* has the face made; -1 with an exception */
Plain *plain_new(Kind kind); /* data: uninitialised */
PyObject *plain_from_data(Kind kind, const void *data);

/* plain_construct.c */
PyObject *plain_construct(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames);
int plain_coerce(Kind kind, PyObject *value, PyObject **out);  /* 1 with a new reference; 0 if it is none; or -1 */
int number_from_python(Kind kind, PyObject *value, Slot *out); /* 1; 0 if it is none; -1 with an exception */

/* plain_members.c. `instance_id` and `property`, or a container and a key, say where a fresh value was read, so that a change
 * of its members reaches it, as in GDScript. A property is its descriptor, or its name as a str. */
void plain_set_origin(PyObject *value, uint64_t instance_id, PyObject *property);
void plain_set_item_origin(PyObject *value, PyObject *container, PyObject *key);
int plain_changed(Plain *self); /* writes it back, if it has to be */
int origin_is_temporary(PyObject *value); /* whether nobody has it but who is changing it */
int origin_write(PyObject *value, uint64_t instance_id, PyObject *property); /* sets the property to the changed value */
PyObject *plain_fields(PyObject *self); /* a tuple of the members that together are the value */
PyObject *plain_iterate(PyObject *self);
PyObject *member_new(Kind owner, PyObject *name, Kind kind);
extern PyMappingMethods plain_as_mapping;
extern PySequenceMethods plain_as_sequence;

/* plain_operators.c */
int operators_add(PyObject *operators); /* ((operator, left, right, result), ...) */
PyObject *plain_compare(PyObject *self, PyObject *other, int operation);
Py_hash_t plain_hash(PyObject *self);
extern PyNumberMethods plain_as_number;

/* plain_text.c */
PyObject *plain_repr(PyObject *self);
PyObject *plain_str(PyObject *self);
extern PyMethodDef plain_methods[];

#endif
