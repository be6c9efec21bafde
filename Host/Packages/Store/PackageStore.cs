using System.Globalization;
using System.Text.Json;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Store;

/// <summary>
/// What is installed. <c>plugins/ID</c> is a link to <c>store/ID/VERSION-TREE/plugin</c>, and which one it leads to is all there is to know of what is installed;
/// <c>store/ID/previous</c> is a link to the one before. What is being made lies in <c>staging</c> until it is whole.
/// </summary>
/// <param name="root">The directory.</param>
internal sealed class PackageStore(string root)
{
    private const string Record = "package.json";
    private const string Tree = "plugin";
    private const string PreviousName = "previous";

    /// <summary>The directory in which plugins are found.</summary>
    public string Plugins => Path.Combine(root, "plugins");

    private string Store => Path.Combine(root, "store");

    private string Staging => Path.Combine(root, "staging");

    /// <summary>The link that is an installed plugin.</summary>
    public string LinkOf(string id) => Path.Combine(Plugins, id.ToLowerInvariant());

    /// <summary>Makes the directories, and removes what was left unfinished or is of no use any more. Nobody else may be at work.</summary>
    public void Prepare()
    {
        foreach (var directory in new[] { root, Plugins, Store, Staging })
        {
            MakePrivate(directory);
        }

        foreach (var rest in Directory.EnumerateDirectories(Staging))
        {
            Directory.Delete(rest, recursive: true);
        }

        foreach (var link in Directory.EnumerateDirectories(Plugins, ".*").Concat(Directory.EnumerateDirectories(Store).SelectMany(static id => Directory.EnumerateDirectories(id, ".*"))))
        {
            SymbolicLinks.Remove(link);
        }

        foreach (var id in Directory.EnumerateDirectories(Store))
        {
            var kept = new[] { Current(Path.GetFileName(id)), Previous(Path.GetFileName(id)) };
            foreach (var item in Directory.EnumerateDirectories(id).Where(item => SymbolicLinks.Read(item) is null && !kept.Contains(Path.GetFileName(item))))
            {
                Directory.Delete(item, recursive: true);
            }
        }
    }

    /// <summary>A new directory for something that is being made.</summary>
    public string Stage()
    {
        var directory = Path.Combine(Staging, Guid.NewGuid().ToString("N"));
        MakePrivate(directory);
        return directory;
    }

    /// <summary>The directory of the plugin's files below one that is being made.</summary>
    public static string TreeOf(string staged) => Path.Combine(staged, Tree);

    /// <summary>Takes something that is whole into the store.</summary>
    /// <param name="staged">A directory of <see cref="Stage"/> with the plugin's files in <see cref="TreeOf"/>.</param>
    /// <param name="record">What it is made of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its name in the store.</returns>
    public async Task<string> TakeAsync(string staged, PackageRecord record, CancellationToken cancellationToken)
    {
        var id = record.Locked.Package.Id.ToLowerInvariant();
        await File.WriteAllBytesAsync(Path.Combine(staged, Record), JsonSerializer.SerializeToUtf8Bytes(record, PackageJson.File.PackageRecord), cancellationToken);
        MakePrivate(Path.Combine(Store, id));
        for (var copy = 0; ; copy++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{record.Locked.Package.Version.ToLowerInvariant()}-{record.Tree[..12]}{(copy == 0 ? "" : $"-{copy}")}");
            var place = Path.Combine(Store, id, name);
            if (!Directory.Exists(place))
            {
                Directory.Move(staged, place);
                return name;
            }

            // What somebody has changed meanwhile is left alone: it may be what serves.
            if (await PackageTree.DigestAsync(TreeOf(place), cancellationToken) == record.Tree)
            {
                File.Move(Path.Combine(staged, Record), Path.Combine(place, Record), overwrite: true);
                Directory.Delete(staged, recursive: true);
                return name;
            }
        }
    }

    /// <summary>Whether the files of something in the store are still those that were laid out.</summary>
    public async Task<bool> IsWholeAsync(string id, string name, CancellationToken cancellationToken)
    {
        var tree = TreeOf(Path.Combine(Store, id.ToLowerInvariant(), name));
        return Directory.Exists(tree) && await PackageTree.DigestAsync(tree, cancellationToken) == Find(id, name)?.Tree;
    }

    /// <summary>The ids of what is installed.</summary>
    public IReadOnlyList<string> Ids => Directory.Exists(Plugins)
        ? [.. Directory.EnumerateDirectories(Plugins).Select(Path.GetFileName).OfType<string>().Where(name => name[0] != '.' && Current(name) is not null).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The name in the store of what is installed; null for nothing.</summary>
    public string? Current(string id) => NameIn(SymbolicLinks.Read(LinkOf(id)), depth: 2);

    /// <summary>The name in the store of what was installed before; null for nothing.</summary>
    public string? Previous(string id) => NameIn(SymbolicLinks.Read(Path.Combine(Store, id.ToLowerInvariant(), PreviousName)), depth: 1);

    /// <summary>What something in the store is made of; null if it is not there.</summary>
    public PackageRecord? Find(string id, string? name)
    {
        var file = name is null ? null : Path.Combine(Store, id.ToLowerInvariant(), name, Record);
        return file is not null && File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), PackageJson.Default.PackageRecord) : null;
    }

    /// <summary>Installs something from the store, in one step.</summary>
    /// <param name="id">The package id.</param>
    /// <param name="name">Its name in the store; null removes what is installed.</param>
    public void Switch(string id, string? name)
    {
        if (name is null)
        {
            SymbolicLinks.Remove(LinkOf(id));
        }
        else
        {
            SymbolicLinks.Switch(LinkOf(id), Path.Combine("..", "store", id.ToLowerInvariant(), name, Tree));
        }
    }

    /// <summary>Says what a rollback goes to.</summary>
    public void SetPrevious(string id, string? name)
    {
        var link = Path.Combine(Store, id.ToLowerInvariant(), PreviousName);
        if (name is null)
        {
            SymbolicLinks.Remove(link);
        }
        else
        {
            SymbolicLinks.Switch(link, name);
        }
    }

    // Its name is the part of the link before the last ones.
    private static string? NameIn(string? target, int depth) => target?.Split('/', '\\') is { } parts && parts.Length >= depth ? parts[^depth] : null;

    private static void MakePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
