using Reeve.Kubernetes;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Streams;

/// <summary>What a container has of input and terminal, as its unit remembers it.</summary>
internal sealed record ContainerStreams
{
    private const char InputFlag = 'i';
    private const char OnceFlag = 'o';
    private const char TerminalFlag = 't';

    /// <summary>It has an input.</summary>
    public bool Input { get; init; }

    /// <summary>The input ends with the first who attaches.</summary>
    public bool InputOnce { get; init; }

    /// <summary>The path of its terminal; null without one.</summary>
    public string? Terminal { get; init; }

    /// <summary>Whether a container needs somebody who holds its streams.</summary>
    public static bool AreHeld(ContainerCommon container) => container.Tty == true || container.Stdin == true;

    /// <summary>The opposite of <see cref="ToString"/>; null for an empty text.</summary>
    public static ContainerStreams? Parse(string text)
    {
        var parts = text.Split(' ', 2);
        return parts[0].Length == 0 ? null : new ContainerStreams
        {
            Input = parts[0].Contains(InputFlag, StringComparison.Ordinal),
            InputOnce = parts[0].Contains(OnceFlag, StringComparison.Ordinal),
            Terminal = parts is [var flags, var path] && flags.Contains(TerminalFlag, StringComparison.Ordinal) ? path : null,
        };
    }

    /// <summary>How the container's own unit uses them.</summary>
    /// <param name="directory">The holder's FIFOs.</param>
    public IEnumerable<UnitProperty> Properties(string directory)
    {
        if (Terminal is { } terminal)
        {
            return
            [
                UnitProperty.Of("TTYPath", terminal),
                UnitProperty.Of("StandardInput", "tty"),
                UnitProperty.Of("StandardOutput", "inherit"),
                UnitProperty.Of("StandardError", "inherit"),
            ];
        }

        return
        [
            UnitProperty.Of("StandardInputFile", Path.Combine(directory, "in")),
            UnitProperty.Of("StandardOutputFileToAppend", Path.Combine(directory, "out")),
            UnitProperty.Of("StandardErrorFileToAppend", Path.Combine(directory, "err")),
        ];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Input ? InputFlag : "")}{(InputOnce ? OnceFlag : "")}{(Terminal is null ? "" : TerminalFlag)} {Terminal}";
}
