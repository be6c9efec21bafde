using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>Photon's tdnf. Untested on Photon itself.</summary>
/// <remarks>Source: https://github.com/vmware/tdnf/wiki; rpm(8).</remarks>
internal sealed class TdnfPackages(Func<string, bool>? isFile = null) : IPackageManager
{
    private const string Program = "/usr/bin/tdnf";

    public string Name => "tdnf";

    public bool IsPresent => (isFile ?? File.Exists)(Program);

    public bool CanHold => false;

    public async Task<IReadOnlyDictionary<string, string>> InstalledAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var list = await context.AskAsync(cancellationToken, "rpm", "--query", "--all", "--queryformat", "%{NAME} %{VERSION}-%{RELEASE}\\n");
        return list.Split('\n').Select(line => line.Split(' ')).Where(words => words is [not "gpg-pubkey", _])
            .GroupBy(words => words[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
    }

    public Task<IReadOnlyCollection<string>> HeldAsync(IStepContext context, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<string>>([]);

    public Task<IReadOnlyList<string>> ResolveAsync(
        PackagesArguments arguments, IReadOnlyDictionary<string, string> installed, IStepContext context, CancellationToken cancellationToken) => arguments.Directory.Length == 0
        ? Task.FromResult<IReadOnlyList<string>>([])
        : throw new ProviderException(ErrorReason.Unsupported, "Packages from a directory are installed by apt alone; give tdnf a repository of them.");

    public Task InstallAsync(PackagesArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, ["tdnf", "--assumeyes", "--refresh", "install", .. arguments.Packages.Select(Spell)]);

    public Task HoldAsync(IReadOnlyCollection<string> names, bool held, IStepContext context, CancellationToken cancellationToken) =>
        throw new ProviderException(ErrorReason.Unsupported, "tdnf cannot keep packages at their version.");

    // It takes what came along and is needed no longer.
    public Task RemoveAsync(IReadOnlyCollection<string> names, IReadOnlyCollection<string> added, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, ["tdnf", "--assumeyes", "autoremove", .. names.Order(StringComparer.Ordinal)]);

    public Task RestoreAsync(IReadOnlyDictionary<string, string> versions, string directory, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, ["tdnf", "--assumeyes", "downgrade", .. versions.Select(package => $"{package.Key}-{package.Value}")]);

    // tdnf writes versions behind a dash; a star of apt's means any release.
    private static string Spell(string text) => PackageName.Parse(text) is { Version.Length: > 0 } package ? $"{package.Name}-{package.Version.TrimEnd('*').TrimEnd('-')}" : text;
}
