namespace ScaleEngine.Sevu.Reading;

/// <summary>The kind of token that <see cref="JsonPullReader"/> has read.</summary>
internal enum JsonToken
{
    None,
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    PropertyName,
    String,
    Number,
    Boolean,
    Null,
}
