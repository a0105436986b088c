using System.Collections.Generic;

namespace ScaleEngine.Sevu.Emulator.Tickets;

/// <summary>Untrusted page addresses that attack a terminal, a spreadsheet or a browser that shows the log.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> All { get; } =
    [
        "https://evil.example/\u001b[31mred\u001b[0m\u001b]0;owned\u0007\u001b[2J",
        "https://evil.example/\u009b31mc1\u009b0m",
        "https://evil.example/line\r\nSet-Cookie: two=lines\nand three",
        "https://evil.example/\u202egpj.exe\u202c",
        "https://evil.example/a,b;c\t\"quoted\",'single',`tick`$(calc)",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "https://evil.example/\ud83c\udfac\ud83d\udc69\u200d\ud83d\udcbb\u200b",
        "<script>alert('hi')</script><img src=x onerror=alert(1)>&amp;",
        "https://evil.example/nul\0\b\f\u007f\ufeff\uffff",
        "https://evil.example/\u2028\u2029",
        "{\"signature\":\"x\",\"code\":2100}",
        "https://evil.example/?q=" + new string('A', 8000),
        "",
    ];
}
