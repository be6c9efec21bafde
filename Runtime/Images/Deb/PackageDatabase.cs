using Reeve.Runtime.Images.Deb.Units;

namespace Reeve.Runtime.Images.Deb;

/// <summary>What is installed on the machine, and what a package has to run. Source: dpkg-query(1).</summary>
internal sealed class PackageDatabase(PackageTools tools)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly string[] ProgramDirectories = ["/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"];

    /// <summary>A package as it is installed; null if it is not, or not completely.</summary>
    public async Task<InstalledPackage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(
            ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}\\n", "--", name], Deadline, cancellationToken);
        return result.Output.Split('\n').Select(static line => line.Split(' '))
            .FirstOrDefault(static words => words is ["installed", _]) is [_, var version] ? new InstalledPackage(name, version) : null;
    }

    /// <summary>What is in a package file.</summary>
    /// <exception cref="ProviderException">Invalid: it is no package.</exception>
    public async Task<InstalledPackage> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(["dpkg-deb", "--showformat=${Package} ${Version}\\n", "--show", path], Deadline, cancellationToken);
        return result.IsSuccess && result.Output.Trim().Split(' ') is [var name, var version]
            ? new InstalledPackage(name, version)
            : throw new ProviderException(ErrorReason.Invalid, $"The file is no Debian package: {result.Complaint}");
    }

    /// <summary>How an installed package is run: by its own service unit, otherwise by the program of its name.</summary>
    public async Task<ServiceUnit> ReadServiceAsync(string name, CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(["dpkg-query", "--listfiles", "--", name], Deadline, cancellationToken);
        var files = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var units = files.Where(IsService).Order(StringComparer.Ordinal).ToList();
        var unit = units.Find(path => Path.GetFileNameWithoutExtension(path) == name) ?? units.FirstOrDefault();
        if (unit is not null && tools.Read(unit) is { } text)
        {
            var service = ServiceUnit.Parse(text, tools.Read);
            return service.Problem is { } problem ? service with { Problem = $"its unit {Path.GetFileName(unit)} cannot be used, because {problem}" } : service;
        }

        var program = ProgramDirectories.Select(directory => directory + name).FirstOrDefault(files.Contains);
        return program is null
            ? new ServiceUnit { Problem = $"it has neither a service unit nor a program {name}" }
            : new ServiceUnit { Arguments = [program] };
    }

    // Not one of a template, which is nothing without its instance.
    private static bool IsService(string path) =>
        path.EndsWith(".service", StringComparison.Ordinal)
        && !path.Contains('@', StringComparison.Ordinal)
        && Path.GetDirectoryName(path) is "/lib/systemd/system" or "/usr/lib/systemd/system";
}
