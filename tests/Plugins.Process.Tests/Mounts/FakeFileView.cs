using Reeve.Plugins.Process.Mounts;

namespace Reeve.Plugins.Process.Tests.Mounts;

/// <summary>Files as a test says. A path ends with <c>/</c> for a directory, holds <c> -> </c> for a link.</summary>
internal sealed class FakeFileView : IFileView
{
    private readonly Dictionary<string, (EntryKind Kind, string Link)> _entries = new() { ["/"] = (EntryKind.Directory, "") };

    public FakeFileView(params string[] entries)
    {
        foreach (var entry in entries)
        {
            var parts = entry.Split(" -> ");
            _entries[parts[0].TrimEnd('/')] = parts switch
            {
                [_, var link] => (EntryKind.SymbolicLink, link),
                _ => (entry.EndsWith('/') ? EntryKind.Directory : EntryKind.File, ""),
            };
        }
    }

    public EntryKind KindOf(string path) => _entries.GetValueOrDefault(path).Kind;

    public string ReadLink(string path) => _entries[path].Link;
}
