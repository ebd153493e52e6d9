// sync/model/tables.hpp: the fields of every kind, in the words of the product.
//
// Every kind starts with `deleted`. Code names a field at compile time: number_of_field(story_fields, "words") does not
// compile when the name is not in the table.
#pragma once

#include <array>

#include "sync/model/field.hpp"

namespace earshot::sync {

inline constexpr Field deleted_field{"deleted", FieldType::boolean, Use::plain, Merge::once_true, 1};
inline constexpr FieldNumber deleted_number = 0;  // the same in every kind

inline constexpr std::array story_fields{
    deleted_field,
    Field{"kind"},                                                   // praise, pain, idea, issue
    Field{.name = "words", .use = Use::searchable, .most = 65'536},  // the verbatim, in any language
    Field{.name = "what_happened", .use = Use::searchable, .most = 65'536},
    Field{.name = "mood", .type = FieldType::number, .most = 5, .least = 1},  // 1 furious to 5 delighted
    Field{"stage"},                                                           // the key of a stage
    Field{"moment"},                                                          // the key of a moment
    Field{"source"},                                      // where it was heard: counter, call, visit, ...
    Field{"aided", FieldType::boolean},                   // did the teller ask, or did the customer come with it
    Field{"at_risk", FieldType::boolean},                 // this customer may leave
    Field{"customer", FieldType::text, Use::searchable},  // who, without a name: "A nurse in Leeds"
    Field{"customer_reference", FieldType::text, Use::personal},
    Field{"site"},      // the key of a site
    Field{"function"},  // the key of a function
    Field{"product", FieldType::text, Use::searchable},
    Field{"tags", FieldType::set, Use::searchable, Merge::add_wins},
    Field{"themes", FieldType::set, Use::plain, Merge::add_wins},           // ids of themes
    Field{.name = "action_taken", .use = Use::searchable, .most = 65'536},  // what the teller did about it
    Field{"language"},                                                      // BCP 47
    Field{"consent"},                                                       // none, company, public
    Field{"consent_until", FieldType::date},
    Field{"happened", FieldType::date},  // when it was heard, local time
    Field{"device_name"},                // what the device was called: "Leeds, Counter 2"
};

inline constexpr std::array echo_fields{
    deleted_field, Field{"story", FieldType::id}, Field{.name = "note", .use = Use::searchable, .most = 65'536},
    Field{"site"}, Field{"device_name"},          Field{"happened", FieldType::date},
};

inline constexpr std::array theme_fields{
    deleted_field,
    Field{"name", FieldType::text, Use::searchable},
    Field{"goal"},
    Field{"customers_affected", FieldType::number},
    Field{"value_at_risk", FieldType::number},
    Field{"cost_per_repeat", FieldType::number},
    Field{"why1"},
    Field{"why2"},
    Field{"why3"},
    Field{"why4"},
    Field{"why5"},
    Field{"owner_function"},
    Field{"stage"},
    Field{"merged_into", FieldType::id},
};

inline constexpr std::array stage_fields{
    deleted_field,
    Field{"key"},
    Field{"name"},
    Field{"position", FieldType::number},
};

inline constexpr std::array moment_fields{
    deleted_field, Field{"key"}, Field{"name"}, Field{"stage"}, Field{"position", FieldType::number},
};

inline constexpr std::array site_fields{
    deleted_field, Field{"key"}, Field{"name"}, Field{"country"}, Field{"trade"},  // shop, call centre, workshop
};

inline constexpr std::array function_fields{
    deleted_field,
    Field{"key"},
    Field{"name"},
};

inline constexpr std::array term_fields{
    deleted_field,
    Field{"term"},
    Field{"synonyms", FieldType::set, Use::plain, Merge::add_wins},
    Field{"function"},
};

inline constexpr std::array reply_fields{
    deleted_field,   Field{"story", FieldType::id},      Field{.name = "words", .most = 65'536},
    Field{"leader"}, Field{"happened", FieldType::date},
};

inline constexpr std::array receipt_fields{
    deleted_field,
    Field{"story", FieldType::id},
    Field{"step"},  // read, proposed, shown, chosen, not_chosen, fixed
    Field{"who"},
    Field{"note"},
    Field{"room", FieldType::id},
    Field{"happened", FieldType::date},
};

inline constexpr std::array asset_month_fields{
    deleted_field,
    Field{"month"},
    Field{"gained", FieldType::number},
    Field{"lost", FieldType::number},
    Field{"grew", FieldType::number},
    Field{"shrank", FieldType::number},
    Field{"gained_value", FieldType::number},
    Field{"lost_value", FieldType::number},
    Field{"grew_value", FieldType::number},
    Field{"shrank_value", FieldType::number},
    Field{"reason1"},
    Field{"reason1_customers", FieldType::number},
    Field{"reason2"},
    Field{"reason2_customers", FieldType::number},
    Field{"reason3"},
    Field{"reason3_customers", FieldType::number},
    Field{"reason4"},
    Field{"reason4_customers", FieldType::number},
    Field{"reason5"},
    Field{"reason5_customers", FieldType::number},
};

inline constexpr std::array loss_call_fields{
    deleted_field,
    Field{"month"},
    Field{"leader"},
    Field{"customer", FieldType::text, Use::personal},
    Field{.name = "words", .most = 65'536},
    Field{"reason"},
    Field{"happened", FieldType::date},
};

inline constexpr std::array room_fields{
    deleted_field, Field{"month"}, Field{"name"}, Field{"held", FieldType::date}, Field{"state"},  // planned, held
};

inline constexpr std::array commitment_fields{
    deleted_field,
    Field{"title"},
    Field{"theme", FieldType::id},
    Field{"owner"},
    Field{"backup"},
    Field{"due", FieldType::date},
    Field{"time_allotted"},
    Field{"expected_effect"},
    Field{"status"},  // live, done, dropped
    Field{"result"},
    Field{"month"},
    Field{.name = "slot", .type = FieldType::number, .most = 5, .least = 1},
};

inline constexpr std::array attachment_fields{
    deleted_field,
    Field{"story", FieldType::id},
    Field{"media_type"},
    Field{"name"},
    Field{"bytes", FieldType::number},
    Field{"sha256"},
    Field{"duration_ms", FieldType::number},
    Field{"width", FieldType::number},
    Field{"height", FieldType::number},
    Field{"thumbnail_sha256"},
};

// What is to be forgotten (erasure.hpp): one record, or whoever has this customer reference. Its id is made from what
// it names, so that the same erasure is the same record everywhere; it is never taken back.
inline constexpr std::array erasure_fields{
    deleted_field,
    Field{"record", FieldType::id},  // a story, a loss call
    Field{"salt"},                   // with customer_hash: 32 bytes of chance in hex, the same for the whole company
    Field{"customer_hash"},          // the fingerprint of the reference, which is not kept itself
    Field{"words_too", FieldType::boolean, Use::plain, Merge::once_true},
    Field{"because", FieldType::id},  // the erasure of a customer that this one follows from
    Field{"happened", FieldType::date},
    Field{"device_name"},
};

template <std::size_t N>
consteval FieldNumber number_of_field(const std::array<Field, N>& fields, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (fields[i].name == name) return static_cast<FieldNumber>(i);
    }
    throw "no such field in the table";
}

// Short names for the fields that code speaks of most.
namespace story {
inline constexpr FieldNumber kind = number_of_field(story_fields, "kind");
inline constexpr FieldNumber words = number_of_field(story_fields, "words");
inline constexpr FieldNumber what_happened = number_of_field(story_fields, "what_happened");
inline constexpr FieldNumber mood = number_of_field(story_fields, "mood");
inline constexpr FieldNumber stage = number_of_field(story_fields, "stage");
inline constexpr FieldNumber source = number_of_field(story_fields, "source");
inline constexpr FieldNumber at_risk = number_of_field(story_fields, "at_risk");
inline constexpr FieldNumber customer = number_of_field(story_fields, "customer");
inline constexpr FieldNumber customer_reference = number_of_field(story_fields, "customer_reference");
inline constexpr FieldNumber site = number_of_field(story_fields, "site");
inline constexpr FieldNumber function = number_of_field(story_fields, "function");
inline constexpr FieldNumber product = number_of_field(story_fields, "product");
inline constexpr FieldNumber tags = number_of_field(story_fields, "tags");
inline constexpr FieldNumber themes = number_of_field(story_fields, "themes");
inline constexpr FieldNumber action_taken = number_of_field(story_fields, "action_taken");
inline constexpr FieldNumber language = number_of_field(story_fields, "language");
inline constexpr FieldNumber consent = number_of_field(story_fields, "consent");
inline constexpr FieldNumber consent_until = number_of_field(story_fields, "consent_until");
inline constexpr FieldNumber happened = number_of_field(story_fields, "happened");
inline constexpr FieldNumber device_name = number_of_field(story_fields, "device_name");
}  // namespace story

namespace echo {
inline constexpr FieldNumber story = number_of_field(echo_fields, "story");
inline constexpr FieldNumber note = number_of_field(echo_fields, "note");
inline constexpr FieldNumber site = number_of_field(echo_fields, "site");
inline constexpr FieldNumber device_name = number_of_field(echo_fields, "device_name");
inline constexpr FieldNumber happened = number_of_field(echo_fields, "happened");
}  // namespace echo

namespace attachment {
inline constexpr FieldNumber story = number_of_field(attachment_fields, "story");
inline constexpr FieldNumber media_type = number_of_field(attachment_fields, "media_type");
inline constexpr FieldNumber name = number_of_field(attachment_fields, "name");
inline constexpr FieldNumber bytes = number_of_field(attachment_fields, "bytes");
inline constexpr FieldNumber sha256 = number_of_field(attachment_fields, "sha256");
inline constexpr FieldNumber duration_ms = number_of_field(attachment_fields, "duration_ms");
inline constexpr FieldNumber width = number_of_field(attachment_fields, "width");
inline constexpr FieldNumber height = number_of_field(attachment_fields, "height");
inline constexpr FieldNumber thumbnail_sha256 = number_of_field(attachment_fields, "thumbnail_sha256");
}  // namespace attachment

namespace erasure {
inline constexpr FieldNumber record = number_of_field(erasure_fields, "record");
inline constexpr FieldNumber salt = number_of_field(erasure_fields, "salt");
inline constexpr FieldNumber customer_hash = number_of_field(erasure_fields, "customer_hash");
inline constexpr FieldNumber words_too = number_of_field(erasure_fields, "words_too");
inline constexpr FieldNumber because = number_of_field(erasure_fields, "because");
inline constexpr FieldNumber happened = number_of_field(erasure_fields, "happened");
inline constexpr FieldNumber device_name = number_of_field(erasure_fields, "device_name");
}  // namespace erasure

}  // namespace earshot::sync
