namespace ScaleEngine.Sevu.Reading;

/// <summary>What <see cref="JsonPullReader"/> stands on.</summary>
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
