using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>The Debian packages in a directory.</summary>
/// <remarks>Source: dpkg-deb(1), deb-control(5). Whether versions fit each other is apt's to say.</remarks>
internal sealed class DebianFiles
{
    private readonly IReadOnlyList<DebianFile> _files;

    public DebianFiles(IReadOnlyList<DebianFile> files) => _files = files;

    public static async Task<DebianFiles> ReadAsync(string directory, IStepContext context, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no directory {directory} to take packages from.");
        }

        var files = new List<DebianFile>();
        foreach (var path in Directory.EnumerateFiles(directory, "*.deb").Order(StringComparer.Ordinal))
        {
            var fields = await context.AskAsync(cancellationToken, "dpkg-deb", "--field", path, "Package", "Version", "Depends", "Pre-Depends", "Provides");
            files.Add(DebianFile.Parse(path, fields));
        }

        return new DebianFiles(files);
    }

    /// <summary>The file of a package in a version, or null.</summary>
    public DebianFile? Find(string name, string version) => _files.FirstOrDefault(file => file.Name == name && file.Version == version);

    /// <summary>The files of packages, and of what they need that is not installed and is there.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is none of a package. <see cref="ErrorReason.Invalid"/>: there are several.</exception>
    public IReadOnlyList<DebianFile> Choose(IEnumerable<PackageName> packages, IReadOnlyDictionary<string, string> installed)
    {
        var chosen = packages.Select(Require).ToList();
        for (var i = 0; i < chosen.Count; i++)
        {
            foreach (var need in chosen[i].Needs)
            {
                var isThere = need.Any(name => installed.ContainsKey(name) || chosen.Any(file => Is(file, name)));
                if (!isThere && need.Select(name => _files.FirstOrDefault(file => Is(file, name))).FirstOrDefault(file => file is not null) is { } file)
                {
                    chosen.Add(file);
                }
            }
        }

        return chosen;
    }

    private static bool Is(DebianFile file, string name) => file.Name == name || file.Provides.Contains(name);

    private DebianFile Require(PackageName package) => _files.Where(file => file.Name == package.Name && package.Matches(file.Version)).ToList() switch
    {
        [var one] => one,
        [] => throw new ProviderException(ErrorReason.NotFound, $"The directory has no file of {package.Name} {package.Version}".TrimEnd() + "."),
        var several => throw new ProviderException(ErrorReason.Invalid, $"The directory has {package.Name} in several versions ({string.Join(", ", several.Select(file => file.Version))}): say which."),
    };
}
