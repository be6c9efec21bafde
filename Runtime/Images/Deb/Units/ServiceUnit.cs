namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>What a package's own service unit says of how its program is run.</summary>
internal sealed record ServiceUnit
{
    private const string Section = "Service";

    /// <summary>The program and its arguments; empty if they cannot be told.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Why they cannot be told, without a capital.</summary>
    public string? Problem { get; init; }

    /// <summary>Variables, of which the last of a name counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>The user as <c>user</c> or <c>user:group</c>.</summary>
    public string? User { get; init; }

    /// <summary>The working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The signal that ends it, such as <c>SIGINT</c>.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Reads a unit.</summary>
    /// <param name="text">The unit file.</param>
    /// <param name="readFile">Reads a file of the machine; null if it is not there.</param>
    public static ServiceUnit Parse(string text, Func<string, string?> readFile)
    {
        var file = UnitFile.Parse(text);
        var unit = new ServiceUnit { StopSignal = file.Value(Section, "KillSignal"), WorkingDirectory = Directory(file) };
        try
        {
            unit = unit with { Environment = Variables(file, readFile) };
            if (file.Value(Section, "Type") == "forking")
            {
                throw new FormatException("it goes into the background (Type=forking), so that nothing would be left to look after");
            }

            var commands = file.Values(Section, "ExecStart");
            var command = commands.Count switch
            {
                1 => UnitCommand.Parse(commands[0], unit.Environment.ToDictionaryOfLast()),
                0 => throw new FormatException("it has no ExecStart"),
                _ => throw new FormatException("it has several commands"),
            };
            return unit with { Arguments = command.Arguments, User = command.IsPrivileged ? null : UserOf(file) };
        }
        catch (FormatException e)
        {
            return unit with { Problem = e.Message, User = UserOf(file) };
        }
    }

    private static string? Directory(UnitFile file) =>
        file.Value(Section, "WorkingDirectory")?.TrimStart('-') is { } directory && directory.StartsWith('/') && !directory.Contains('%', StringComparison.Ordinal)
            ? directory
            : null;

    private static string? UserOf(UnitFile file)
    {
        var user = file.Value(Section, "User");
        var group = file.Value(Section, "Group");
        return user is null && group is null ? null : group is null ? user : $"{user ?? "0"}:{group}";
    }

    private static List<KeyValuePair<string, string>> Variables(UnitFile file, Func<string, string?> readFile)
    {
        var variables = new List<KeyValuePair<string, string>>();
        foreach (var word in file.Values(Section, "Environment").SelectMany(UnitWords.Split))
        {
            if (word.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                variables.Add(new(word.Text[..equals], UnitSpecifiers.Resolve(word.Text[(equals + 1)..])));
            }
        }

        // Files come over what the unit itself says.
        foreach (var value in file.Values(Section, "EnvironmentFile"))
        {
            var path = UnitSpecifiers.Resolve(value.TrimStart('-'));
            if (readFile(path) is { } content)
            {
                variables.AddRange(UnitEnvironmentFile.Parse(content));
            }
            else if (!value.StartsWith('-'))
            {
                throw new FormatException($"its environment file {path} is missing");
            }
        }

        return variables;
    }
}
