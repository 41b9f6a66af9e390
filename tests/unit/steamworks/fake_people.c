/* The part of the fake library that is about people, images, the overlay, DLC and tickets. It is
   included by fake_steam.c. What a call was given is kept as a line of text for the test. */

typedef struct {
    uint64_t id;
    char name[256], nickname[256];
    int state, relationship, level, avatars[3];
    bool known;
} person_t;

static struct {
    person_t persons[8];
    int count, requests, tickets, cancelled, pixels_read;
    struct { int handle; uint32_t width, height; } images[8];
    uint32_t dlc;
    char said[512];
    uint8_t ticket[5000];
    uint32_t ticket_size;
    uint32_t open[32];
    bool no_ticket, no_pixels;
} people;

static void reset_people(void)
{
    memset(&people, 0, sizeof people);
    people.ticket_size = 4;
    memcpy(people.ticket, "\x01\xab\x00\xff", 4);
}
static person_t *person(uint64_t id)
{
    for (int i = 0; i < people.count; i++)
        if (people.persons[i].id == id) return &people.persons[i];
    return NULL;
}
API void fake_person(uint64_t id, const char *name, const char *nickname, int state, int relationship, int level)
{
    person_t *p = person(id);
    if (!p) p = &people.persons[people.count < 8 ? people.count++ : 7];
    p->id = id; p->state = state; p->relationship = relationship; p->level = level; p->known = true;
    snprintf(p->name, sizeof p->name, "%s", name);
    snprintf(p->nickname, sizeof p->nickname, "%s", nickname);
}
API void fake_forget_people(void) { people.count = 0; }
API void fake_known(uint64_t id, bool yes) { person(id)->known = yes; }
API void fake_avatar(uint64_t id, int size, int handle) { person(id)->avatars[size] = handle; }
API void fake_image(int handle, uint32_t width, uint32_t height)
{
    for (int i = 0; i < 8; i++)
        if (!people.images[i].handle || people.images[i].handle == handle) {
            people.images[i].handle = handle; people.images[i].width = width; people.images[i].height = height;
            return;
        }
}
API void fake_no_pixels(bool yes) { people.no_pixels = yes; }
API void fake_dlc(uint32_t app) { people.dlc = app; }
API void fake_ticket(const void *data, uint32_t size) { memcpy(people.ticket, data, size > 5000 ? 5000 : size); people.ticket_size = size; }
API void fake_no_ticket(bool yes) { people.no_ticket = yes; }
API bool fake_ticket_open(uint32_t handle) { for (int i = 0; i < 32; i++) if (people.open[i] == handle) return true; return false; }
API int fake_people_count(const char *what)
{
    if (!strcmp(what, "requests")) return people.requests;
    if (!strcmp(what, "tickets")) return people.tickets;
    if (!strcmp(what, "cancelled")) return people.cancelled;
    if (!strcmp(what, "pixels_read")) return people.pixels_read;
    return -1;
}
API const char *fake_said(void) { return people.said; }
static void say(const char *what, const char *text, uint64_t id) { snprintf(people.said, sizeof people.said, "%s|%s|%llu", what, text, (unsigned long long)id); }

#define FRIENDS(name) SteamAPI_ISteamFriends_##name
API const char *FRIENDS(GetPersonaName)(void *s) { person_t *p = person(set.user); return me(s) && p ? p->name : NULL; }
API int FRIENDS(GetPersonaState)(void *s) { person_t *p = person(set.user); return me(s) && p ? p->state : 0; }
API int FRIENDS(GetFriendRelationship)(void *s, uint64_t id) { person_t *p = person(id); return me(s) && p ? p->relationship : 0; }
API int FRIENDS(GetFriendPersonaState)(void *s, uint64_t id) { person_t *p = person(id); return me(s) && p && p->known ? p->state : 0; }
API const char *FRIENDS(GetFriendPersonaName)(void *s, uint64_t id) { person_t *p = person(id); return me(s) && p && p->known ? p->name : "[unknown]"; }
API const char *FRIENDS(GetPlayerNickname)(void *s, uint64_t id) { person_t *p = person(id); return me(s) && p && p->nickname[0] ? p->nickname : NULL; }
API int FRIENDS(GetFriendSteamLevel)(void *s, uint64_t id) { person_t *p = person(id); return me(s) && p && p->known ? p->level : 0; }
API bool FRIENDS(RequestUserInformation)(void *s, uint64_t id, bool name_only) { person_t *p = person(id); people.requests++; return me(s) && !name_only && !(p && p->known); }
static int avatar(void *s, uint64_t id, int size) { person_t *p = person(id); return me(s) && p && p->known ? p->avatars[size] : 0; }
API int FRIENDS(GetSmallFriendAvatar)(void *s, uint64_t id) { return avatar(s, id, 0); }
API int FRIENDS(GetMediumFriendAvatar)(void *s, uint64_t id) { return avatar(s, id, 1); }
API int FRIENDS(GetLargeFriendAvatar)(void *s, uint64_t id) { return avatar(s, id, 2); }
API void FRIENDS(ActivateGameOverlay)(void *s, const char *page) { if (me(s)) say("game", page, 0); }
API void FRIENDS(ActivateGameOverlayToUser)(void *s, const char *page, uint64_t id) { if (me(s)) say("user", page, id); }
API void FRIENDS(ActivateGameOverlayToWebPage)(void *s, const char *url, int mode) { if (me(s)) say("web", url, (uint64_t)mode); }
API void FRIENDS(ActivateGameOverlayToStore)(void *s, uint32_t app, int flag) { if (me(s)) say("store", flag ? "cart" : "", app); }
API void SteamAPI_ISteamUtils_SetOverlayNotificationPosition(void *s, int position) { if (me(s)) say("position", "", (uint64_t)position); }
API int SteamAPI_ISteamUser_GetPlayerSteamLevel(void *s) { person_t *p = person(set.user); return me(s) && p ? p->level : 0; }
API bool SteamAPI_ISteamUtils_GetImageSize(void *s, int image, uint32_t *width, uint32_t *height)
{
    for (int i = 0; me(s) && i < 8; i++)
        if (image && people.images[i].handle == image) { *width = people.images[i].width; *height = people.images[i].height; return true; }
    return false;
}
API bool SteamAPI_ISteamUtils_GetImageRGBA(void *s, int image, uint8_t *to, int size)
{
    uint32_t width, height;
    people.pixels_read++;
    if (people.no_pixels || !SteamAPI_ISteamUtils_GetImageSize(s, image, &width, &height)) return false;
    if (size < 0 || (uint32_t)size < width * height * 4) return false;
    for (uint32_t i = 0; i < width * height * 4; i++) to[i] = (uint8_t)(image + i);
    return true;
}
API bool SteamAPI_ISteamApps_BIsDlcInstalled(void *s, uint32_t app) { return me(s) && app && app == people.dlc; }
API uint32_t SteamAPI_ISteamUser_GetAuthSessionTicket(void *s, void *to, int size, uint32_t *used, const void *identity)
{
    if (!me(s) || identity || people.no_ticket || size < 1024) return 0;
    uint32_t length = people.ticket_size < (uint32_t)size ? people.ticket_size : (uint32_t)size;
    memcpy(to, people.ticket, length);
    *used = people.ticket_size;
    people.tickets++;
    people.open[people.tickets % 32] = (uint32_t)people.tickets;
    return (uint32_t)people.tickets;
}
API void SteamAPI_ISteamUser_CancelAuthTicket(void *s, uint32_t handle)
{
    for (int i = 0; me(s) && i < 32; i++)
        if (people.open[i] == handle) { people.open[i] = 0; people.cancelled++; }
}
