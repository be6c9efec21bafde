using System.Globalization;
using Reeve.Machine.Accounts;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>The users of an image: from its <c>etc/passwd</c> and <c>etc/group</c>, see passwd(5) and group(5).</summary>
/// <param name="layers">The layers' directories, bottom first.</param>
internal sealed class ImageAccounts(IReadOnlyList<string> layers) : IAccounts
{
    private const int MostBytes = 1 << 20;
    private readonly IReadOnlyList<string[]> _users = Read(layers, "passwd", fields: 4);
    private readonly IReadOnlyList<string[]> _groups = Read(layers, "group", fields: 3);

    public Account? Find(uint user) => AccountOf(_users.FirstOrDefault(fields => Number(fields[2]) == user));

    public Account? Find(string user) => AccountOf(_users.FirstOrDefault(fields => fields[0] == user));

    public uint? FindGroup(string group) => _groups.FirstOrDefault(fields => fields[0] == group) is { } found ? Number(found[2]) : null;

    private Account? AccountOf(string[]? fields)
    {
        if (fields is null || Number(fields[2]) is not { } user || Number(fields[3]) is not { } group)
        {
            return null;
        }

        var others = _groups.Where(entry => entry.Length > 3 && entry[3].Split(',').Contains(fields[0])).Select(entry => Number(entry[2])).OfType<uint>();
        return new Account { User = user, Group = group, Groups = [.. others.Prepend(group).Distinct()] };
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<string[]> Read(IReadOnlyList<string> layers, string name, int fields)
    {
        // The topmost layer that has the file has all of it. A link could lead out of the image: it is none then.
        var file = layers.Reverse().Select(layer => new FileInfo(Path.Combine(layer, "etc", name)))
            .FirstOrDefault(file => file.Exists && file.LinkTarget is null && !HasLink(file));
        return file is null || file.Length > MostBytes
            ? []
            : [.. File.ReadLines(file.FullName).Select(line => line.Split(':')).Where(line => line.Length >= fields)];
    }

    private static bool HasLink(FileInfo file) => file.Directory?.LinkTarget is not null;
}
