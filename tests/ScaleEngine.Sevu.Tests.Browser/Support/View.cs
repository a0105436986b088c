namespace ScaleEngine.Sevu.Tests.Browser.Support;

/// <summary>How a report is looked at.</summary>
/// <param name="Width">The width of the screen or paper in CSS pixels.</param>
/// <param name="IsDark">Whether the user prefers dark colours.</param>
/// <param name="IsPrint">Whether it is on paper.</param>
/// <param name="IgnoresPolicy">Whether the browser ignores the page's Content-Security-Policy.</param>
/// <param name="RunsScripts">Whether the browser runs scripts.</param>
internal sealed record View(int Width, bool IsDark = false, bool IsPrint = false, bool IgnoresPolicy = false, bool RunsScripts = true)
{
    public const int Phone = 360;

    public const int Desktop = 1280;

    /// <summary>A4 (210 mm), less the margins of 15 mm.</summary>
    public const int Paper = 680;

    public bool IsMobile => Width <= Phone;
}
