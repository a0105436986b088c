using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using ScaleEngine.Sevu.Help;

if (args is not [string docs, string output])
{
    Console.Error.WriteLine("Usage: ScaleEngine.Sevu.Help <folder of the pages> <output folder>");
    return 1;
}

try
{
    Directory.CreateDirectory(output);

    // One page per cmdlet. Their headers name the help file.
    Page[] pages = [.. Pages("*-Sevu*.md")];
    new XDocument(Maml.ToXml(pages)).Save(Path.Combine(output, pages[0].Header("external help file")));

    foreach (Page topic in Pages("about_*.md"))
    {
        // Windows PowerShell reads a text without a byte order mark in the system's code page. Encoding.UTF8 writes the mark.
        File.WriteAllText(Path.Combine(output, topic.Title + ".help.txt"), AboutTopic.ToText(topic), Encoding.UTF8);
    }

    return 0;
}
catch (InvalidDataException failure)
{
    // MSBuild reports output in this format as an error.
    Console.Error.WriteLine($"help : error HELP001: {failure.Message}");
    return 1;
}

IEnumerable<Page> Pages(string pattern)
    => Directory.EnumerateFiles(docs, pattern).Order(StringComparer.Ordinal).Select(Page.Read);
