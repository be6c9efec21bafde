using System.IO.Compression;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>Changes packages in ways that no honest tool does.</summary>
internal static class TestArchive
{
    /// <summary>Adds a file under any name.</summary>
    public static void Add(string package, string name, byte[] content, int attributes = 0)
    {
        using var zip = ZipFile.Open(package, ZipArchiveMode.Update);
        var entry = zip.CreateEntry(name);
        entry.ExternalAttributes = attributes;
        using var stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>Replaces the content of a file.</summary>
    public static void Replace(string package, string name, byte[] content)
    {
        using var zip = ZipFile.Open(package, ZipArchiveMode.Update);
        var old = zip.GetEntry(name)!;
        var time = old.LastWriteTime;
        old.Delete();
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = time;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
