namespace ScaleEngine.Sevu.Display;

/// <summary>Where it is said what happens. Texts that only some want are made only for them: masking one takes longer than
/// signing a request.</summary>
internal interface IMessages
{
    void Debug(Func<string> text);

    void Verbose(Func<string> text);

    void Warning(string text);
}
