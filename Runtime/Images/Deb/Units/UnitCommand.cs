namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>What <c>ExecStart</c> of a service runs.</summary>
internal sealed record UnitCommand
{
    private const string Prefixes = "@-:+!|";

    /// <summary>The program and its arguments, with variables replaced.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>It runs with all privileges, whatever <c>User</c> says (<c>+</c>).</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>Reads a value of <c>ExecStart</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="variables">The unit's environment.</param>
    /// <exception cref="FormatException">It cannot be run outside its unit, or is malformed: why.</exception>
    public static UnitCommand Parse(string value, IReadOnlyDictionary<string, string> variables)
    {
        var words = UnitWords.Split(value);
        if (words.Any(word => word.IsSeparator))
        {
            throw new FormatException("it has several commands");
        }

        if (words.Count == 0)
        {
            throw new FormatException("it is empty");
        }

        // 1. Prefixes. That failures do not count ("-") is the restart policy's business here.
        var program = words[0].Text;
        var marks = program[..^program.TrimStart(Prefixes.ToCharArray()).Length];
        program = UnitSpecifiers.Resolve(program[marks.Length..]);
        if (program.Length == 0 || program.EndsWith('/'))
        {
            throw new FormatException("it names no program");
        }

        // 2. "@": the next word is what the program shall see as its own name, which a container cannot be given.
        var rest = words.Skip(marks.Contains('@', StringComparison.Ordinal) ? 2 : 1).Select(word => UnitSpecifiers.Resolve(word.Text));

        // 3. Variables, unless ":" says that there are none.
        var arguments = marks.Contains(':', StringComparison.Ordinal) ? rest : rest.SelectMany(word => UnitVariables.Expand(word, variables));
        return new UnitCommand { Arguments = [program, .. arguments], IsPrivileged = marks.Contains('+', StringComparison.Ordinal) };
    }
}
