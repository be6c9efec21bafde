using Reeve.Plugins;
using Reeve.Runtime.Plugins.Inspection;
using Reeve.Runtime.Plugins.Loading;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>Looks through directories for plugins and checks each without running any of its code.</summary>
internal static class PluginScanner
{
    /// <summary>All candidates, in the order of the directories and then of their names. Directories that are gone are empty.</summary>
    public static IReadOnlyList<PluginCandidate> Scan(IEnumerable<string> directories) =>
        [.. directories.Where(Directory.Exists).SelectMany(Places).Distinct().Select(Inspect)];

    /// <summary>Checks one place.</summary>
    public static PluginCandidate Inspect(string path)
    {
        var candidate = new PluginCandidate { Path = path, Id = IdFromName(path) };
        try
        {
            var files = PluginFiles.List(path);
            candidate = File.Exists(path) ? FromAssembly(candidate, path)
                : File.Exists(Path.Combine(path, PluginManifest.FileName)) ? FromManifest(candidate)
                : FromAssembly(candidate, FindBareAssembly(path));
            if (candidate.Fault is null)
            {
                candidate = candidate with { Files = files, Digest = PluginFiles.Digest(files) };
            }

            return candidate;
        }
        catch (PluginLoadException exception)
        {
            return candidate with { Fault = exception };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return candidate with { Fault = Malfunctioned($"It cannot be read: {exception.Message}") };
        }
    }

    // A directory with a manifest is a plugin itself, as when an author names the output of a build. Names with a leading dot are left
    // alone, so that a new version can be put together beside the old one and renamed.
    private static IEnumerable<string> Places(string directory)
    {
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return File.Exists(Path.Combine(directory, PluginManifest.FileName))
            ? [directory]
            : Directory.EnumerateFileSystemEntries(directory)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Where(path => Directory.Exists(path) || path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal);
    }

    private static PluginCandidate FromManifest(PluginCandidate candidate)
    {
        var reading = ManifestReader.ReadFile(Path.Combine(candidate.Path, PluginManifest.FileName));
        candidate = candidate with { Id = reading.Id ?? candidate.Id, Version = reading.Version ?? "" };
        if (reading.Manifest is not { } manifest)
        {
            return candidate with { Fault = Malfunctioned(reading.ErrorText) };
        }

        candidate = candidate with { Manifest = manifest };
        if (manifest.Contract.Incompatibility() is { } incompatible)
        {
            return candidate with { Fault = new PluginLoadException(PluginStatus.Incompatible, incompatible) };
        }

        if (ConfinedPath.Escapes(candidate.Path, manifest.Assembly) is { } escape)
        {
            return candidate with { Fault = Malfunctioned($"The assembly {manifest.Assembly} {escape}.") };
        }

        var path = Path.Combine(candidate.Path, manifest.Assembly);
        if (!File.Exists(path))
        {
            return candidate with { Fault = Malfunctioned($"The assembly {manifest.Assembly} that plugin.json names does not exist.") };
        }

        var assembly = RequirePlugin(path);
        return assembly.PluginId == manifest.Id
            ? CheckReferences(candidate with { EntryType = assembly.PluginType }, path, assembly)
            : candidate with
            {
                Fault = Malfunctioned(
                    $"plugin.json says id \"{manifest.Id}\", the assembly's ReevePlugin attribute says \"{assembly.PluginId}\"; make both agree."),
            };
    }

    private static PluginCandidate FromAssembly(PluginCandidate candidate, string path)
    {
        var assembly = RequirePlugin(path);
        if (!ManifestReader.IsId(assembly.PluginId ?? ""))
        {
            return candidate with
            {
                Fault = Malfunctioned(
                    $"The id \"{assembly.PluginId}\" of its ReevePlugin attribute must be lower-case letters, digits, dots and dashes."),
            };
        }

        var version = PluginVersion.TryParse(assembly.InformationalVersion ?? "")
            ?? PluginVersion.TryParse($"{assembly.Version.Major}.{assembly.Version.Minor}.{Math.Max(0, assembly.Version.Build)}")!;
        var contract = assembly.References.FirstOrDefault(reference => reference.Name == HostAssemblies.Current.ContractName)?.Version;
        var manifest = new PluginManifest
        {
            Id = assembly.PluginId!,
            Version = version,
            Assembly = Path.GetFileName(path),
            Contract = new ContractRange(contract?.Major ?? ContractVersion.Major, contract?.Minor ?? ContractVersion.Minor, null),
            Description = assembly.Description ?? "",
        };
        return CheckReferences(
            candidate with { Id = manifest.Id, Version = version.Text, Manifest = manifest, EntryType = assembly.PluginType }, path, assembly);
    }

    private static string FindBareAssembly(string directory)
    {
        var plugins = Directory.EnumerateFiles(directory, "*.dll").Order(StringComparer.Ordinal).Take(PluginFiles.MaxFiles)
            .Where(path => AssemblyInspector.Inspect(path)?.PluginType is not null).ToArray();
        return plugins switch
        {
            [var single] => single,
            [] => throw Malfunctioned(
                "The directory holds neither plugin.json nor an assembly with the attribute [assembly: ReevePlugin(typeof(…), \"id\")]; add one of them."),
            _ => throw Malfunctioned($"The directory holds several plugins ({string.Join(", ", plugins.Select(Path.GetFileName))}) and no plugin.json that chooses one."),
        };
    }

    private static InspectedAssembly RequirePlugin(string path)
    {
        var name = Path.GetFileName(path);
        var assembly = AssemblyInspector.Inspect(path) ?? throw Malfunctioned($"{name} is not a .NET assembly.");
        return assembly.PluginType is null
            ? throw Malfunctioned($"The assembly {name} does not bear the attribute [assembly: ReevePlugin(typeof(…), \"id\")] that names its entry class; add it.")
            : assembly;
    }

    private static PluginCandidate CheckReferences(PluginCandidate candidate, string path, InspectedAssembly assembly)
    {
        var report = CompatibilityCheck.Run(path, assembly, HostAssemblies.Current);
        if (report.Incompatible.Count > 0)
        {
            return candidate with
            {
                Fault = new PluginLoadException(
                    PluginStatus.Incompatible, $"{string.Join("; ", report.Incompatible.Take(3))}. Update the host, or get the plugin built for it."),
            };
        }

        if (report.Missing.Count > 0)
        {
            var missing = string.Join(", ", report.Missing);
            return candidate with { Fault = Malfunctioned($"Libraries that it needs are missing: {missing}. Publish the plugin with all its libraries.") };
        }

        var manifest = candidate.Manifest!;
        return candidate with { Manifest = manifest with { Warnings = [.. manifest.Warnings, .. PluginWarnings.Of(candidate.Path, report)] } };
    }

    private static string IdFromName(string path)
    {
        var name = File.Exists(path) ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);
        return name.Length == 0 ? "unknown" : name;
    }

    private static PluginLoadException Malfunctioned(string reason) => new(PluginStatus.Malfunctioned, reason);
}
