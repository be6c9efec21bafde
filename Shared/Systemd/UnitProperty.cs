using Microsoft.Win32.SafeHandles;

namespace Reeve.Systemd;

/// <summary>A property of a transient unit, in the D-Bus type that systemd gives it. Immutable. Its text form hides the value.</summary>
public sealed class UnitProperty
{
    private UnitProperty(string name, string signature, object value) => (Name, Signature, Value) = (name, signature, value);

    /// <summary>The property's name on the bus, e.g. <c>MemoryMax</c>.</summary>
    public string Name { get; }

    /// <summary>The D-Bus signature of its value.</summary>
    public string Signature { get; }

    internal object Value { get; }

    /// <summary>A string (<c>s</c>).</summary>
    public static UnitProperty Of(string name, string value) => new(name, "s", value);

    /// <summary>A truth value (<c>b</c>).</summary>
    public static UnitProperty Of(string name, bool value) => new(name, "b", value);

    /// <summary>A signed number of 32 bits (<c>i</c>).</summary>
    public static UnitProperty Of(string name, int value) => new(name, "i", value);

    /// <summary>An unsigned number of 64 bits (<c>t</c>): bytes, microseconds, weights. <see cref="ulong.MaxValue"/> is infinity.</summary>
    public static UnitProperty Of(string name, ulong value) => new(name, "t", value);

    /// <summary>An unsigned number of 32 bits.</summary>
    public static UnitProperty Of(string name, uint value) => new(name, "u", value);

    /// <summary>Strings (<c>as</c>).</summary>
    public static UnitProperty Of(string name, IEnumerable<string> values) => new(name, "as", values.Cast<object>().ToArray());

    /// <summary>An open file (<c>h</c>), which the manager gets a descriptor of its own for; open until the unit is started.</summary>
    public static UnitProperty Of(string name, SafeFileHandle file) => new(name, "h", file);

    /// <summary>Byte strings (<c>aay</c>).</summary>
    public static UnitProperty Bytes(string name, IEnumerable<byte[]> values) => new(name, "aay", values.Cast<object>().ToArray());

    /// <summary>Pairs of strings (<c>a(ss)</c>), for <c>TemporaryFileSystem</c>, <c>DeviceAllow</c> and the like.</summary>
    public static UnitProperty Pairs(string name, IEnumerable<(string First, string Second)> pairs) =>
        new(name, "a(ss)", pairs.Select(pair => (object)new object[] { pair.First, pair.Second }).ToArray());

    /// <summary>A command (<c>a(sasb)</c>), for <c>ExecStart</c>, <c>ExecStopPost</c> and the like.</summary>
    /// <param name="name">The property.</param>
    /// <param name="path">Absolute path of the program.</param>
    /// <param name="arguments">The whole argument vector, passed on literally: what systemd would expand is escaped here.</param>
    /// <param name="ignoreFailure">A failure of it is none of the unit.</param>
    /// <remarks>
    /// <c>ExecStartEx</c> with <c>no-env-expand</c> would say the same, but version 252 writes it into its unit file by a name that it
    /// does not read: after the next daemon-reload the unit has a bad setting.
    /// </remarks>
    public static UnitProperty Command(string name, string path, IEnumerable<string> arguments, bool ignoreFailure = false)
    {
        object[] literal = [.. arguments.Select(argument => argument.Replace("$", "$$", StringComparison.Ordinal))];
        return new(name, "a(sasb)", new object[] { new object[] { path, literal, ignoreFailure } });
    }

    /// <summary>
    /// A command (<c>a(sasas)</c>), for <c>ExecStopPostEx</c> and the like, that runs with all rights in the machine's own file system, whatever the
    /// unit's root directory, user and mounts are. Its failure is none of the unit.
    /// </summary>
    /// <param name="name">The property.</param>
    /// <param name="path">Absolute path of the program.</param>
    /// <param name="arguments">The whole argument vector, passed on literally.</param>
    public static UnitProperty PrivilegedCommand(string name, string path, IEnumerable<string> arguments)
    {
        object[] literal = [.. arguments.Select(argument => argument.Replace("$", "$$", StringComparison.Ordinal))];
        object[] flags = ["ignore-failure", "privileged"];
        return new(name, "a(sasas)", new object[] { new object[] { path, literal, flags } });
    }

    /// <summary>Files with variables (<c>a(sb)</c>).</summary>
    /// <param name="path">Absolute path; must exist.</param>
    public static UnitProperty EnvironmentFile(string path) =>
        new("EnvironmentFiles", "a(sb)", new object[] { new object[] { path, false } });

    /// <summary>Bind mounts (<c>a(ssbt)</c>), each with what is mounted below its source.</summary>
    /// <param name="readOnly">For reading only, with everything below.</param>
    /// <param name="mounts">Sources, targets, and whether a missing source is ignored.</param>
    public static UnitProperty BindMounts(bool readOnly, IEnumerable<(string Source, string Target, bool Optional)> mounts) => new(
        readOnly ? "BindReadOnlyPaths" : "BindPaths",
        "a(ssbt)",
        mounts.Select(mount => (object)new object[] { mount.Source, mount.Target, mount.Optional, 16384UL /* MS_REC */ }).ToArray());

    /// <inheritdoc/>
    public override string ToString() => $"{Name}:{Signature}";
}
