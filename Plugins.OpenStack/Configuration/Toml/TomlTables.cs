namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>Puts headers and keys into place, or tells why they have none. Source: TOML 1.0, "Keys", "Table", "Array of Tables".</summary>
internal static class TomlTables
{
    /// <summary>The table of a header <c>[a.b]</c>; null: it is defined already, or its place is taken.</summary>
    public static TomlTable? Open(TomlTable root, IReadOnlyList<string> name)
    {
        if (Parent(root, name) is not { } parent)
        {
            return null;
        }

        if (!parent.TryGetValue(name[^1], out var there))
        {
            var table = new TomlTable();
            parent.Add(name[^1], table);
            return table;
        }

        if (there is not TomlTable { Origin: TomlOrigin.Implied } implied)
        {
            return null;
        }

        implied.Origin = TomlOrigin.Header;
        return implied;
    }

    /// <summary>The next table of an array <c>[[a.b]]</c>; null: its place is taken.</summary>
    public static TomlTable? Append(TomlTable root, IReadOnlyList<string> name)
    {
        if (Parent(root, name) is not { } parent)
        {
            return null;
        }

        if (!parent.TryGetValue(name[^1], out var there))
        {
            parent.Add(name[^1], there = new TomlTableList());
        }

        if (there is not TomlTableList list)
        {
            return null;
        }

        var table = new TomlTable();
        list.Add(table);
        return table;
    }

    /// <summary>Adds a value under a key <c>a.b</c>.</summary>
    /// <returns>Whether its place was free.</returns>
    public static bool Add(TomlTable table, IReadOnlyList<string> key, object value)
    {
        foreach (var part in key.SkipLast(1))
        {
            if (!table.TryGetValue(part, out var there))
            {
                table.Add(part, there = new TomlTable(TomlOrigin.Dotted));
            }

            if (there is not TomlTable { Origin: TomlOrigin.Dotted } next)
            {
                return false;
            }

            table = next;
        }

        return table.TryAdd(key[^1], value);
    }

    private static TomlTable? Parent(TomlTable table, IReadOnlyList<string> name)
    {
        foreach (var part in name.SkipLast(1))
        {
            if (!table.TryGetValue(part, out var there))
            {
                table.Add(part, there = new TomlTable(TomlOrigin.Implied));
            }

            switch (there)
            {
                case TomlTable next when next.Origin != TomlOrigin.Inline:
                    table = next;
                    break;
                case TomlTableList list:
                    table = (TomlTable)list[^1];
                    break;
                default:
                    return null;
            }
        }

        return table;
    }
}
