/* The yardstick in C inside the engine: a native class that does with the engine's bare interface
   what the bench's Python and GDScript do; and the clock of all measurements in the engine. The
   hashes come from the engine's description. */
#define _GNU_SOURCE
#include <time.h>

#include "gdextension_interface.h"

#define EXPORT __attribute__((visibility("default")))

typedef struct { uint64_t words[VARIANT_SIZE / 8]; } Variant;
typedef uint64_t Name;

#define FUNCTIONS(X) \
    X(GDExtensionInterfaceStringNameNewWithLatin1Chars, string_name_new_with_latin1_chars) \
    X(GDExtensionInterfaceStringNewWithUtf8Chars, string_new_with_utf8_chars) \
    X(GDExtensionInterfaceClassdbConstructObject2, classdb_construct_object2) \
    X(GDExtensionInterfaceClassdbGetMethodBind, classdb_get_method_bind) \
    X(GDExtensionInterfaceClassdbRegisterExtensionClass5, classdb_register_extension_class5) \
    X(GDExtensionInterfaceClassdbRegisterExtensionClassMethod, \
      classdb_register_extension_class_method) \
    X(GDExtensionInterfaceClassdbUnregisterExtensionClass, classdb_unregister_extension_class) \
    X(GDExtensionInterfaceObjectSetInstance, object_set_instance) \
    X(GDExtensionInterfaceObjectMethodBindPtrcall, object_method_bind_ptrcall) \
    X(GDExtensionInterfaceObjectMethodBindCall, object_method_bind_call) \
    X(GDExtensionInterfaceVariantDestroy, variant_destroy) \
    X(GDExtensionInterfaceVariantNewNil, variant_new_nil) \
    X(GDExtensionInterfaceDictionaryOperatorIndex, dictionary_operator_index) \
    X(GDExtensionInterfaceGetVariantFromTypeConstructor, get_variant_from_type_constructor) \
    X(GDExtensionInterfaceGetVariantToTypeConstructor, get_variant_to_type_constructor) \
    X(GDExtensionInterfaceVariantGetPtrConstructor, variant_get_ptr_constructor) \
    X(GDExtensionInterfaceVariantGetPtrDestructor, variant_get_ptr_destructor)

static struct {
#define MEMBER(type, name) type name;
    FUNCTIONS(MEMBER)
} gd;

static GDExtensionClassLibraryPtr library;
static GDExtensionMethodBindPtr get_child_count, emit_signal;
static GDExtensionVariantFromTypeConstructorFunc from_string, from_dictionary, from_bool, from_int,
    from_float, from_name;
static GDExtensionTypeFromVariantConstructorFunc to_int;
static GDExtensionPtrConstructor new_dictionary;
static GDExtensionPtrDestructor free_dictionary, free_string, free_name;
static Name class_name, base_name, process_name;
static Variant keys[4], signal_name;

typedef struct { GDExtensionObjectPtr object; } Bare;
static Bare bare; /* one is enough: nothing of it is changed */

static Name name_of(const char *text)
{
    Name name;
    gd.string_name_new_with_latin1_chars(&name, text, 1);
    return name;
}

static void string_variant(const char *text, Variant *out)
{
    uint64_t string;
    gd.string_new_with_utf8_chars(&string, text);
    from_string(out, &string);
    free_string(&string);
}

/* ---- the measured work ---- */

static void process(GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args,
                    GDExtensionTypePtr result)
{
    (void)instance, (void)args, (void)result;
}

static void count_children(GDExtensionObjectPtr object, int64_t times)
{
    GDExtensionBool include_internal = 0;
    const void *args[] = {&include_internal};
    for (int64_t i = 0; i < times; i++) {
        int64_t count;
        gd.object_method_bind_ptrcall(get_child_count, object, args, &count);
    }
}

static void set(void *dictionary, int key, Variant *value)
{
    Variant *place = gd.dictionary_operator_index(dictionary, &keys[key]);
    *place = *value; /* moved: a new entry is nil */
}

/* A fresh dictionary of four, as an event has, to whoever is connected. */
static void emit_events(GDExtensionObjectPtr object, int64_t times)
{
    for (int64_t i = 0; i < times; i++) {
        uint64_t dictionary;
        Variant value, event, result;
        GDExtensionBool is_error = 0;
        int64_t code = 1;
        GDExtensionCallError error;
        new_dictionary(&dictionary, NULL);
        string_variant("userProgressUpdate", &value);
        set(&dictionary, 0, &value);
        from_bool(&value, &is_error);
        set(&dictionary, 1, &value);
        from_int(&value, &code);
        set(&dictionary, 2, &value);
        string_variant("76561197960287930", &value);
        set(&dictionary, 3, &value);
        from_dictionary(&event, &dictionary);
        const void *args[] = {&signal_name, &event};
        gd.object_method_bind_call(emit_signal, object, args, 2, &result, &error);
        gd.variant_destroy(&result);
        gd.variant_destroy(&event);
        free_dictionary(&dictionary);
    }
}

/* ---- the clock ---- */

/* Microseconds that this thread was on a processor: what other programs take does not count. */
static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- the class ---- */

typedef void (*Method)(GDExtensionObjectPtr object, int64_t times);
static const Method methods[] = {count_children, emit_events};

static void call_method(void *method, GDExtensionClassInstancePtr instance,
                        const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                        GDExtensionVariantPtr result, GDExtensionCallError *error)
{
    (void)result;
    int64_t times = 0;
    if (count != 1) {
        error->error = GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS;
        error->expected = 1;
        return;
    }
    error->error = GDEXTENSION_CALL_OK;
    to_int(&times, (GDExtensionVariantPtr)args[0]);
    (*(const Method *)method)(((Bare *)instance)->object, times);
}

static void ptrcall_method(void *method, GDExtensionClassInstancePtr instance,
                           const GDExtensionConstTypePtr *args, GDExtensionTypePtr result)
{
    (void)result;
    (*(const Method *)method)(((Bare *)instance)->object, *(const int64_t *)args[0]);
}

static void call_clock(void *method, GDExtensionClassInstancePtr instance,
                       const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                       GDExtensionVariantPtr result, GDExtensionCallError *error)
{
    (void)method, (void)instance, (void)args, (void)count;
    double now = microseconds();
    error->error = GDEXTENSION_CALL_OK;
    from_float(result, &now);
}

static void ptrcall_clock(void *method, GDExtensionClassInstancePtr instance,
                          const GDExtensionConstTypePtr *args, GDExtensionTypePtr result)
{
    (void)method, (void)instance, (void)args;
    *(double *)result = microseconds();
}

static void add_method(const char *text, GDExtensionClassMethodInfo *info)
{
    Name name = name_of(text), times = name_of("times"), nothing = name_of("");
    uint64_t hint;
    gd.string_new_with_utf8_chars(&hint, "");
    GDExtensionPropertyInfo value = {
        .type = info->argument_count ? GDEXTENSION_VARIANT_TYPE_INT : GDEXTENSION_VARIANT_TYPE_FLOAT,
        .name = &times,
        .class_name = &nothing,
        .hint_string = &hint,
        .usage = 6, /* PROPERTY_USAGE_DEFAULT */
    };
    GDExtensionClassMethodArgumentMetadata metadata = GDEXTENSION_METHOD_ARGUMENT_METADATA_NONE;
    info->name = &name;
    info->method_flags = GDEXTENSION_METHOD_FLAGS_DEFAULT;
    info->arguments_info = &value;
    info->arguments_metadata = &metadata;
    info->has_return_value = info->argument_count == 0;
    info->return_value_info = &value;
    gd.classdb_register_extension_class_method(library, &class_name, info);
    free_string(&hint);
}

static void add_methods(void)
{
    static const char *const texts[] = {"count_children", "emit_events"};
    for (int i = 0; i < 2; i++)
        add_method(texts[i], &(GDExtensionClassMethodInfo){
                                 .method_userdata = (void *)&methods[i],
                                 .call_func = call_method,
                                 .ptrcall_func = ptrcall_method,
                                 .argument_count = 1,
                             });
    add_method("microseconds", &(GDExtensionClassMethodInfo){
                                   .call_func = call_clock,
                                   .ptrcall_func = ptrcall_clock,
                               });
}

static GDExtensionObjectPtr create(void *userdata, GDExtensionBool notify)
{
    (void)userdata, (void)notify;
    GDExtensionObjectPtr object = gd.classdb_construct_object2(&base_name);
    Bare *instance = &bare;
    instance->object = object; /* the last one made is the one whose methods are called */
    gd.object_set_instance(object, &class_name, instance);
    return object;
}

static void destroy(void *userdata, GDExtensionClassInstancePtr instance)
{
    (void)userdata, (void)instance;
}

static GDExtensionClassCallVirtual get_virtual(void *userdata, GDExtensionConstStringNamePtr name,
                                               uint32_t hash)
{
    (void)userdata, (void)hash;
    return *(const Name *)name == process_name ? process : NULL;
}

static void find_functions(void)
{
    static const char *const texts[] = {"name", "isError", "resultCode", "userSteamId"};
    Name node = name_of("Node"), object = name_of("Object");
    Name count = name_of("get_child_count"), emit = name_of("emit_signal");
    Name event = name_of("bench_event");
    get_child_count = gd.classdb_get_method_bind(&node, &count, GET_CHILD_COUNT_HASH);
    emit_signal = gd.classdb_get_method_bind(&object, &emit, EMIT_SIGNAL_HASH);
    from_string = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_STRING);
    from_dictionary = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    from_bool = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_BOOL);
    from_int = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_INT);
    from_float = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_FLOAT);
    from_name = gd.get_variant_from_type_constructor(GDEXTENSION_VARIANT_TYPE_STRING_NAME);
    to_int = gd.get_variant_to_type_constructor(GDEXTENSION_VARIANT_TYPE_INT);
    new_dictionary = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_DICTIONARY, 0);
    free_dictionary = gd.variant_get_ptr_destructor(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    free_string = gd.variant_get_ptr_destructor(GDEXTENSION_VARIANT_TYPE_STRING);
    free_name = gd.variant_get_ptr_destructor(GDEXTENSION_VARIANT_TYPE_STRING_NAME);
    for (int i = 0; i < 4; i++)
        string_variant(texts[i], &keys[i]);
    from_name(&signal_name, &event);
}

static void enter(void *userdata, GDExtensionInitializationLevel level)
{
    (void)userdata;
    if (level != GDEXTENSION_INITIALIZATION_SCENE)
        return;
    class_name = name_of("BareNode");
    base_name = name_of("Node");
    process_name = name_of("_process");
    find_functions();
    GDExtensionClassCreationInfo5 info = {
        .is_exposed = 1,
        .is_runtime = 0,
        .create_instance_func = create,
        .free_instance_func = destroy,
        .get_virtual_func = get_virtual,
    };
    gd.classdb_register_extension_class5(library, &class_name, &base_name, &info);
    add_methods();
}

static void leave(void *userdata, GDExtensionInitializationLevel level)
{
    (void)userdata;
    if (level != GDEXTENSION_INITIALIZATION_SCENE)
        return;
    gd.classdb_unregister_extension_class(library, &class_name);
    for (int i = 0; i < 4; i++)
        gd.variant_destroy(&keys[i]);
    gd.variant_destroy(&signal_name);
}

EXPORT GDExtensionBool bare_entry(GDExtensionInterfaceGetProcAddress get_proc_address,
                                  GDExtensionClassLibraryPtr own_library,
                                  GDExtensionInitialization *initialization)
{
    library = own_library;
#define FIND(type, name) \
    if (!(gd.name = (type)get_proc_address(#name))) \
        return 0;
    FUNCTIONS(FIND)
    initialization->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
    initialization->initialize = enter;
    initialization->deinitialize = leave;
    return 1;
}
