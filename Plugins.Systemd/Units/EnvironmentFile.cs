using System.Globalization;
using System.Text;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>
/// The environment of containers on its way to systemd: in files that root alone can read, for a unit's properties can be read by
/// everybody on the machine. See systemd.exec(5), EnvironmentFile.
/// </summary>
internal sealed class EnvironmentFile(string directory)
{
    // What systemd and the login environment would add of their own.
    private static readonly string[] Additions =
    [
        "PATH", "LANG", "LANGUAGE", "HOME", "LOGNAME", "USER", "SHELL", "TERM", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID",
        "MANAGERPID", "NOTIFY_SOCKET", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "MEMORY_PRESSURE_WATCH", "MEMORY_PRESSURE_WRITE",
    ];

    /// <summary>
    /// Variables for the entry program: <c>ENTRY_0="NAME=value"</c> and so on, for systemd takes few names from a file. It hands on these
    /// alone.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Wrap(IReadOnlyList<KeyValuePair<string, string>> environment) =>
        [.. environment.Select((pair, i) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"ENTRY_{i}"), $"{pair.Key}={pair.Value}"))];

    /// <summary>Whether systemd hands on a variable of this name.</summary>
    public static bool CanCarry(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>The variables that the unit would have beyond those that are asked for.</summary>
    /// <param name="manager">What the manager gives to every unit, as <c>NAME=value</c>.</param>
    public static UnitProperty Unwanted(IReadOnlyList<KeyValuePair<string, string>> environment, IEnumerable<string> manager) => UnitProperty.Of(
        "UnsetEnvironment",
        Additions.Concat(manager.Select(pair => pair.Split('=', 2)[0])).Except(environment.Select(pair => pair.Key)).Distinct());

    /// <summary>The text of a file with these variables.</summary>
    public static string Render(IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in environment)
        {
            text.Append(name).Append("=\"");
            foreach (var character in value)
            {
                if (character is '"' or '\\' or '`' or '$')
                {
                    text.Append('\\');
                }

                text.Append(character);
            }

            text.Append("\"\n");
        }

        return text.ToString();
    }

    /// <summary>Writes the variables of a container.</summary>
    /// <returns>The file's path.</returns>
    public string Write(string token, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var path = PathOf(token);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, new UTF8Encoding(false), options);
        file.Write(Render(environment));
        return path;
    }

    public void Delete(string token)
    {
        if (File.Exists(PathOf(token)))
        {
            File.Delete(PathOf(token));
        }
    }

    /// <summary>Deletes what a former agent left that was killed between writing and starting.</summary>
    public void DeleteAllBut(IReadOnlySet<string> tokens)
    {
        if (Directory.Exists(directory))
        {
            foreach (var file in Directory.EnumerateFiles(directory).Where(file => !tokens.Contains(Path.GetFileName(file))))
            {
                File.Delete(file);
            }
        }
    }

    private string PathOf(string token) => Path.Combine(directory, token);
}
