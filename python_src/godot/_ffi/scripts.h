/* Room A, C floor: what the files about scripts share.
 *
 * A script has one ScriptRecord for as long as it lives, and in it a table of what its class has: methods, properties,
 * signals. The engine asks an object with a script for many names that the script does not have (every virtual method of
 * its class, every property that is read by name), so a name is looked up by the address of its StringName, without the
 * GIL. A reload puts another table into the record; the old one goes when nobody is in it. */
#ifndef GODOT_SCRIPTS_H
#define GODOT_SCRIPTS_H

#include "bridge.h"

#include <stdatomic.h>

enum member {
    MEMBER_METHOD,
    MEMBER_PROPERTY,  /* exported: has a type */
    MEMBER_ATTRIBUTE, /* any other attribute of the class */
    MEMBER_SIGNAL,
    MEMBER_ENGINE, /* a name that the engine's class has and the script has not */
};

typedef struct {
    uint64_t name;       /* StringName; 0: a free place */
    PyObject *attribute; /* str */
    MethodRecord *method;
    PyObject *constant; /* the value of a constant of the class */
    PyObject *of_class; /* of a property that holds an object: its class as a str, the type after its first use, or NULL */
    uint8_t member, read_only, is_static, told; /* told: something of it is in the log */
    Kind kind;
} Member;

/* The methods of the class Object that a script may have, and that the engine does not call as methods. */
enum special {
    SPECIAL_NOTIFICATION,
    SPECIAL_GET,
    SPECIAL_SET,
    SPECIAL_PROPERTY_LIST,
    SPECIAL_VALIDATE,
    SPECIAL_CAN_REVERT,
    SPECIAL_GET_REVERT,
    SPECIAL_TO_STRING,
    SPECIAL_COUNT
};

typedef struct Table {
    struct Table *older;   /* no longer in use */
    Py_ssize_t size, used; /* size: a power of two */
    const GDExtensionPropertyInfo *properties;
    const GDExtensionMethodInfo *methods;
    uint32_t property_count, method_count;
    PyObject *keep;                    /* what the descriptions are in */
    PyObject *specials[SPECIAL_COUNT]; /* borrowed names, or NULL */
    Member members[];
} Table;

typedef struct {
    atomic_int references; /* the script's, and one of each instance */
    atomic_int users;      /* threads and frames that are in a table now */
    _Atomic(Table *) table;
    PyTypeObject *type, *base; /* the script's class, and its engine class */
    GDExtensionObjectPtr script, language;
    uint64_t base_name; /* StringName */
} ScriptRecord;

struct ScriptInstance {
    EngineObject *face; /* borrowed; NULL once it was taken off its object */
    ScriptRecord *record;
    GDExtensionObjectPtr owner;
    uint8_t leaving; /* the object is being destroyed, not only its script taken away */
};

/* scripts.c */
const Member *script_find(const Table *table, GDExtensionConstStringNamePtr name);
void script_remember_engine_name(Table *table, PyObject *name);
void script_record_release(ScriptRecord *record);

/* Everything between belongs together: the table stays until its last user has left. */
static inline Table *script_enter(ScriptInstance *instance) {
    atomic_fetch_add(&instance->record->users, 1);
    return atomic_load(&instance->record->table);
}

static inline void script_leave(ScriptRecord *record) { atomic_fetch_sub(&record->users, 1); }

static inline int script_has_gone(const ScriptInstance *instance) {
    return !bridge_is_up || !instance->face || instance->face->dying;
}

/* script_class.c */
int script_show_class(ScriptRecord *record);

/* What the engine asks of an instance: each file fills in its part. */
void script_fill_calls(GDExtensionScriptInstanceInfo3 *info);      /* script_calls.c */
void script_fill_properties(GDExtensionScriptInstanceInfo3 *info); /* script_properties.c */
void script_fill_lists(GDExtensionScriptInstanceInfo3 *info);      /* script_lists.c */

/* script_calls.c */
PyObject *script_hold(ScriptInstance *instance);
void script_release(ScriptRecord *record, PyObject *self);
PyObject *script_ask(PyObject *face, PyObject *method, PyObject *first, PyObject *second);

#endif
