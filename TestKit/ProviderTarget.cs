using System.Reflection;

namespace Reeve.TestKit;

/// <summary>The provider under test: a plugin's directory, as users drop it in, and one of its providers.</summary>
public sealed record ProviderTarget
{
    /// <summary>Absolute path of the plugin's directory.</summary>
    public required string PluginDirectory { get; init; }

    /// <summary>The provider's name in that plugin.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's options: a JSON object.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>Whether containers are programs of the machine that really run; requirements about programs apply only then.</summary>
    public bool RunsPrograms { get; init; } = true;

    /// <summary>Whether pods are done as soon as they are accepted, as when they are handed to somebody: their containers have ended then, and never run.</summary>
    public bool EndsAtOnce { get; init; }

    /// <summary>Where the suite keeps files; a fresh temporary directory by default. It is removed at the end.</summary>
    public string? WorkDirectory { get; init; }

    /// <summary>Runs only the requirements whose id this accepts; null for all.</summary>
    public Func<string, bool>? Select { get; init; }

    /// <summary>A provider of the plugin that a test project names: <c>&lt;AssemblyMetadata Include="Plugin" Value="DIRECTORY" /&gt;</c> among its items.</summary>
    /// <param name="tests">The assembly of the tests.</param>
    /// <param name="provider">The provider's name in that plugin.</param>
    /// <exception cref="InvalidOperationException">The project names no plugin.</exception>
    public static ProviderTarget Of(Assembly tests, string provider)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var directory = tests.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static one => one.Key == "Plugin")?.Value
            ?? throw new InvalidOperationException($"{tests.GetName().Name} names no plugin: add <AssemblyMetadata Include=\"Plugin\" Value=\"DIRECTORY\" /> to its project.");
        return new ProviderTarget { PluginDirectory = Path.GetFullPath(directory), Provider = provider };
    }
}
