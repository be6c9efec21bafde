using NuGet.RuntimeModel;

namespace Reeve.Host.Packages.Archives;

/// <summary>Which runtimes' files run on a machine.</summary>
/// <remarks>Source: the portable part of .NET's graph of runtime identifiers, which is all that packages for it are made for.</remarks>
internal static class RuntimeIds
{
    /// <summary>The runtimes that a machine can take files of, and how they are related.</summary>
    /// <param name="identifier">The machine's own, such as <c>linux-x64</c>, <c>linux-musl-arm64</c> or <c>osx-arm64</c>.</param>
    public static RuntimeGraph GraphOf(string identifier)
    {
        var dash = identifier.LastIndexOf('-');
        var (system, architecture) = dash < 0 ? (identifier, "") : (identifier[..dash], identifier[dash..]);
        List<RuntimeDescription> runtimes = [new("base"), new("any", ["base"]), new("unix", ["any"])];
        string[] systems = system switch
        {
            "win" => ["win"],
            "osx" => ["osx", "unix"],
            "linux" => ["linux", "unix"],
            "freebsd" => ["freebsd", "unix"],
            _ => [system, "linux", "unix"], // linux-musl, and distributions that name themselves
        };
        for (var i = 0; i < systems.Length; i++)
        {
            var general = i + 1 < systems.Length ? systems[i + 1] : "any";
            if (systems[i] != "unix")
            {
                runtimes.Add(new RuntimeDescription(systems[i], [general]));
            }

            if (architecture.Length > 0)
            {
                runtimes.Add(new RuntimeDescription(systems[i] + architecture, general == "any" ? [systems[i]] : [systems[i], general + architecture]));
            }
        }

        return new RuntimeGraph(runtimes);
    }
}
