namespace ScaleEngine.Sevu.Client;

/// <summary>Where it is said what happens, in PowerShell's streams of these names.</summary>
internal interface IMessages
{
    void Debug(string text);

    void Verbose(string text);

    void Warning(string text);
}
