namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>Follows the references of a plugin's assembly through its directory, without loading any, and compares them with the host.</summary>
internal static class CompatibilityCheck
{
    private const int MaxAssemblies = 2000;

    public static CompatibilityReport Run(string assemblyPath, InspectedAssembly entry, HostAssemblies host)
    {
        List<string> incompatible = [];
        List<string> missing = [];
        List<string> missingDeeper = [];
        var files = Directory
            .EnumerateFiles(Path.GetDirectoryName(assemblyPath)!, "*.dll", SearchOption.AllDirectories)
            .ToLookup(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { entry.Name };
        Queue<InspectedAssembly> pending = new([entry]);
        while (pending.TryDequeue(out var assembly) && seen.Count < MaxAssemblies)
        {
            foreach (var reference in assembly.References)
            {
                if (host.IsShared(reference.Name))
                {
                    if (Newer(reference, host) is { } problem)
                    {
                        incompatible.Add($"{assembly.Name} needs {reference.Name} {problem}, this host has {host.VersionOf(reference.Name)}");
                    }
                }
                else if (seen.Add(reference.Name))
                {
                    if (files[reference.Name].FirstOrDefault() is not { } path)
                    {
                        (ReferenceEquals(assembly, entry) ? missing : missingDeeper).Add($"{reference.Name} {reference.Version}");
                    }
                    else if (AssemblyInspector.Inspect(path) is { } found)
                    {
                        pending.Enqueue(found);
                    }
                }
            }
        }

        return new CompatibilityReport { Incompatible = incompatible, Missing = missing, MissingDeeper = missingDeeper };
    }

    // The contract grows within a major without a new patch level; a framework is taken by its whole version.
    private static string? Newer(AssemblyReferenceInfo reference, HostAssemblies host)
    {
        var have = host.VersionOf(reference.Name);
        if (!reference.Name.Equals(host.ContractName, StringComparison.OrdinalIgnoreCase))
        {
            return reference.Version > have ? reference.Version.ToString() : null;
        }

        return reference.Version.Major != have.Major || reference.Version.Minor > have.Minor ? reference.Version.ToString() : null;
    }
}
