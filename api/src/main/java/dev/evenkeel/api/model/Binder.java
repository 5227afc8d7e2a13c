package dev.evenkeel.api.model;

import dev.evenkeel.store.model.Doc;

/// Binds value trees to records and back: a component takes the member of its own name.
///
/// | component | member |
/// | --- | --- |
/// | `String`; `int`, `long`, `double`, `boolean` and their boxes | text, number, truth |
/// | `Instant` | time |
/// | an enum | text that is a constant's name, or its [WireNamed#wireName()] |
/// | another record; `List<T>`; `Map<String, T>` | object, list, object |
/// | `Doc` or one of its kinds | the value itself, unchanged |
///
/// Where the member is absent, an `Optional` is empty, a component marked `@Nullable` is null, a list or map is empty,
/// a primitive is zero or false; any other component makes reading fail. Writing leaves out nulls and empty optionals
/// and writes empty lists and maps, so a record decides between "none" and "not told" by its component's type.
/// Members without a component are ignored in reading.
public final class Binder {
    private Binder() {}

    /// The record of this class that the tree describes.
    ///
    /// @throws BindingException if the tree does not fit
    public static <R extends Record> R read(Class<R> type, Doc.Struct from) {
        return type.cast(RecordBinding.of(type).read(from, ""));
    }

    /// The tree that describes a record, members in the order of its components.
    public static Doc.Struct write(Record record) {
        return RecordBinding.of(record.getClass()).write(record);
    }
}
