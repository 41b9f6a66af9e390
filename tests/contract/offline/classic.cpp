// A C++ program as Steam's headers make it: interfaces by the strings that name their versions and
// called through their tables of methods, callbacks and call results as objects that
// SteamAPI_RunCallbacks calls. The declarations are this project's, with just what is used here.
#include <cstdint>
#include <cstdio>
#include <cstring>

class CSteamID {
public:
    CSteamID() : id(0) {}
    uint64_t id;
} __attribute__((packed));

class ISteamUser {
public:
    virtual int32_t GetHSteamUser() = 0;
    virtual bool BLoggedOn() = 0;
    virtual CSteamID GetSteamID() = 0;
};

class ISteamUserStats {
public:
    virtual bool GetStat(const char *name, int32_t *data) = 0;
    virtual bool GetStat(const char *name, float *data) = 0;
    virtual bool SetStat(const char *name, int32_t data) = 0;
    virtual bool SetStat(const char *name, float data) = 0;
    virtual bool UpdateAvgRateStat(const char *name, float count, double length) = 0;
    virtual bool GetAchievement(const char *name, bool *achieved) = 0;
    virtual bool SetAchievement(const char *name) = 0;
    virtual bool ClearAchievement(const char *name) = 0;
    virtual bool GetAchievementAndUnlockTime(const char *name, bool *achieved, uint32_t *time) = 0;
    virtual bool StoreStats() = 0;
    virtual int GetAchievementIcon(const char *name) = 0;
    virtual const char *GetAchievementDisplayAttribute(const char *name, const char *key) = 0;
    virtual bool IndicateAchievementProgress(const char *name, uint32_t now, uint32_t most) = 0;
    virtual uint32_t GetNumAchievements() = 0;
    virtual const char *GetAchievementName(uint32_t index) = 0;
    virtual uint64_t RequestUserStats(CSteamID user) = 0;
};

#pragma pack(push, 1)
struct AnalogData { int32_t mode; float x, y; bool active; };
struct MotionData { float values[10]; };
#pragma pack(pop)

#define METHOD(number) virtual void method##number() = 0;
class ISteamInput {
public:
    METHOD(0) METHOD(1) METHOD(2) METHOD(3) METHOD(4) METHOD(5) METHOD(6) METHOD(7) METHOD(8)
    METHOD(9) METHOD(10) METHOD(11) METHOD(12) METHOD(13) METHOD(14) METHOD(15) METHOD(16)
    METHOD(17) METHOD(18) METHOD(19) METHOD(20)
    virtual AnalogData GetAnalogActionData(uint64_t input, uint64_t action) = 0;
    METHOD(22) METHOD(23) METHOD(24) METHOD(25) METHOD(26) METHOD(27) METHOD(28)
    virtual MotionData GetMotionData(uint64_t input) = 0;
};

class CCallbackBase {
public:
    virtual void Run(void *data) = 0;
    virtual void Run(void *data, bool failed, uint64_t call) = 0;
    virtual int GetCallbackSizeBytes() = 0;
    uint8_t flags = 0;
    int32_t id = 0;
};

extern "C" {
int SteamInternal_SteamAPI_Init(const char *versions, char *message);
void *SteamInternal_ContextInit(void *context);
void *SteamInternal_FindOrCreateUserInterface(int32_t user, const char *version);
int32_t SteamAPI_GetHSteamUser();
void SteamAPI_RegisterCallback(CCallbackBase *object, int id);
void SteamAPI_UnregisterCallback(CCallbackBase *object);
void SteamAPI_RegisterCallResult(CCallbackBase *object, uint64_t call);
void SteamAPI_UnregisterCallResult(CCallbackBase *object, uint64_t call);
void SteamAPI_RunCallbacks();
void SteamAPI_Shutdown();
}

#define VERSIONS_OF(name) name "\0"

template <class Interface> Interface *interface(const char *(*version)())
{
    static const char *(*named)();
    named = version;
    static void *context[3] = {
        reinterpret_cast<void *>(+[](void **filled) {
            *filled = SteamInternal_FindOrCreateUserInterface(SteamAPI_GetHSteamUser(), named());
        }),
        nullptr, nullptr};
    return *static_cast<Interface **>(SteamInternal_ContextInit(context));
}

#define ACCESSOR(name, version) \
    static I##name *name() { return interface<I##name>([] { return (const char *)version; }); }
ACCESSOR(SteamUser, "SteamUser023")
ACCESSOR(SteamUserStats, "STEAMUSERSTATS_INTERFACE_VERSION013")
ACCESSOR(SteamInput, "SteamInput006")

static int32_t result_in(const void *data)
{
    int32_t result;
    memcpy(&result, static_cast<const char *>(data) + 8, sizeof result);
    return result;
}

class Stored : public CCallbackBase {
public:
    void Run(void *data) override
    {
        printf("stored %d\n", result_in(data));
        SteamAPI_UnregisterCallback(this);
    }
    void Run(void *, bool, uint64_t) override { puts("not a call"); }
    int GetCallbackSizeBytes() override { return 12; }
};

class Unlocked : public CCallbackBase {
public:
    void Run(void *data) override { printf("unlocked %s\n", static_cast<char *>(data) + 9); }
    void Run(void *, bool, uint64_t) override { puts("not a call"); }
    int GetCallbackSizeBytes() override { return 148; }
};

class Received : public CCallbackBase {
public:
    Received() { id = 1101; }
    void Run(void *) override { puts("not a callback"); }
    void Run(void *data, bool failed, uint64_t) override
    {
        printf("received %d %d\n", failed, result_in(data));
        SteamUserStats()->SetAchievement("ACH_HEAVY_FIRE");
        SteamUserStats()->SetStat("NumGames", 3);
        SteamUserStats()->SetStat("FeetTraveled", 2.5f);
        SteamUserStats()->StoreStats();
        SteamAPI_RunCallbacks(); // from inside: nobody is told twice
    }
    int GetCallbackSizeBytes() override { return 20; }
};

int main()
{
    char message[1024] = "";
    if (SteamInternal_SteamAPI_Init(VERSIONS_OF("SteamUser023") VERSIONS_OF("SteamInput006")
                                        VERSIONS_OF("STEAMUSERSTATS_INTERFACE_VERSION013"),
                                    message) != 0) {
        puts(message);
        return 1;
    }
    Stored first, second, never;
    Unlocked unlocked;
    Received received;
    SteamAPI_RegisterCallback(&first, 1102);
    SteamAPI_RegisterCallback(&second, 1102);
    SteamAPI_RegisterCallback(&never, 1102);
    SteamAPI_UnregisterCallback(&never);
    SteamAPI_RegisterCallback(&unlocked, 1103);
    SteamAPI_RegisterCallResult(
        &received, SteamUserStats()->RequestUserStats(SteamUser()->GetSteamID()));
    Received cancelled;
    uint64_t call = SteamUserStats()->RequestUserStats(SteamUser()->GetSteamID());
    SteamAPI_RegisterCallResult(&cancelled, call);
    SteamAPI_UnregisterCallResult(&cancelled, call);
    for (int frame = 0; frame < 30; frame++)
        SteamAPI_RunCallbacks();
    SteamUserStats()->StoreStats();
    for (int frame = 0; frame < 30; frame++)
        SteamAPI_RunCallbacks();
    int32_t games = 0;
    float feet = 0;
    bool ours = SteamUserStats()->GetStat("NumGames", &games);
    ours = SteamUserStats()->GetStat("FeetTraveled", &feet) && ours;
    printf("stats %d %d %g of %llu\n", ours, games, feet,
           (unsigned long long)SteamUser()->GetSteamID().id);
    printf("%s of %u\n", SteamUserStats()->GetAchievementName(0),
           SteamUserStats()->GetNumAchievements());
    MotionData motion = SteamInput()->GetMotionData(1);
    AnalogData analog = SteamInput()->GetAnalogActionData(1, 1);
    printf("input %g %d %g %d\n", motion.values[9], analog.mode, analog.y, analog.active);
    SteamAPI_Shutdown();
    return SteamUser() == nullptr ? 0 : 2;
}
