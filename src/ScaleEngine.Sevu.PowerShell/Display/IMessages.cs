namespace ScaleEngine.Sevu.Display;

/// <summary>Receives messages. Debug and verbose text is created only if it is wanted: masking a message takes longer than
/// signing a request.</summary>
internal interface IMessages
{
    void Debug(Func<string> text);

    void Verbose(Func<string> text);

    void Warning(string text);

    /// <summary>Tells what the request waits for; null when it goes on.</summary>
    void Waiting(Waiting? status);
}
