using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using ScaleEngine.Sevu.Help;

if (args is not [string docs, string output])
{
    Console.Error.WriteLine("Usage: ScaleEngine.Sevu.Help <folder of the pages> <folder of the help>");
    return 1;
}

try
{
    Directory.CreateDirectory(output);

    // A page a cmdlet; they name the file that PowerShell looks for.
    Page[] pages = [.. Pages("*-Sevu*.md")];
    new XDocument(Maml.Of(pages)).Save(Path.Combine(output, pages[0].Header("external help file")));

    foreach (Page topic in Pages("about_*.md"))
    {
        // Windows PowerShell takes a text without byte order mark for the system's code page.
        File.WriteAllText(Path.Combine(output, topic.Title + ".help.txt"), AboutTopic.Of(topic), Encoding.UTF8);
    }

    return 0;
}
catch (InvalidDataException failure)
{
    // In the form that MSBuild shows as an error of its own.
    Console.Error.WriteLine($"help : error HELP001: {failure.Message}");
    return 1;
}

IEnumerable<Page> Pages(string pattern)
    => Directory.EnumerateFiles(docs, pattern).Order(StringComparer.Ordinal).Select(Page.Read);
