using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Images.Deb;

/// <summary>Installs packages by apt, one after another. Packages are never removed, and what they bring is not started.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class DebInstaller(DebOptions options, PackageTools tools, ImageLeases leases, TimeProvider time, ILogger logger) : IDisposable
{
    // A second look at the lists helps only if something can have changed.
    private static readonly TimeSpan ListsPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private Task _working = Task.CompletedTask;

    public PackageDatabase Database { get; } = new(tools);

    /// <summary>Installs a package of a repository.</summary>
    /// <exception cref="ProviderException">NotFound, Transient, Invalid, Conflict or Denied.</exception>
    public Task InstallAsync(DebReference reference, string @namespace, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        var scope = new AptScope(options, @namespace, tools);
        scope.Prepare();
        await FindInListsAsync(scope, reference, cancellationToken);
        await InstallAsync(scope, reference.Selector, reference.Selector, cancellationToken);
    }, cancellationToken);

    /// <summary>Installs a package file, with what it depends on from the repositories.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="namespace">Whose repositories.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <inheritdoc cref="InstallAsync(DebReference, string, CancellationToken)"/>
    public Task InstallFileAsync(string path, string name, string @namespace, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        var scope = new AptScope(options, @namespace, tools);
        scope.Prepare();
        if (scope.ListsAt is null)
        {
            await FetchListsAsync(scope, cancellationToken);
        }

        await InstallAsync(scope, path, name, cancellationToken);
    }, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<Task> install, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // What an earlier call could not wait for any longer.
            await _working.WaitAsync(options.Deadline, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await install();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sees to it that the lists have the package, fetching them where they are old or lack it.</summary>
    private async Task FindInListsAsync(AptScope scope, DebReference reference, CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - scope.ListsAt;
        ProviderException? failure = null;
        var versions = age is null || age > options.ListsAge ? [] : await VersionsAsync(scope, reference.Name!, cancellationToken);
        if (!Has(versions) && (age is null || age > ListsPause))
        {
            try
            {
                await FetchListsAsync(scope, cancellationToken);
            }
            catch (ProviderException e)
            {
                failure = e; // what the lists have from before may do
            }

            versions = await VersionsAsync(scope, reference.Name!, cancellationToken);
        }

        if (!Has(versions))
        {
            throw failure ?? new ProviderException(
                ErrorReason.NotFound,
                versions.Count == 0
                    ? $"There is no Debian package \"{reference.Name}\" in the node's repositories."
                    : $"The package \"{reference.Name}\" is not there in version {reference.Version}; there is {string.Join(", ", versions.Take(5))}.");
        }

        bool Has(IReadOnlyList<string> known) => reference.Version is null ? known.Count > 0 : known.Contains(reference.Version);
    }

    private async Task<IReadOnlyList<string>> VersionsAsync(AptScope scope, string name, CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(["apt-cache", "--config-file", scope.Configuration, "madison", "--", name], options.Deadline, cancellationToken);
        return [.. result.Output.Split('\n').Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(columns => columns.Length >= 3 && columns[0] == name && !columns[2].EndsWith(" Sources", StringComparison.Ordinal))
            .Select(static columns => columns[1]).Distinct()];
    }

    private async Task FetchListsAsync(AptScope scope, CancellationToken cancellationToken)
    {
        LogFetching(logger);
        var result = await tools.RunAsync(["apt-get", "--config-file", scope.Configuration, "update"], options.Deadline, cancellationToken);
        if (!result.IsSuccess)
        {
            throw new ProviderException(ErrorReason.Transient, $"The lists of packages cannot be fetched: {result.Complaint}");
        }

        scope.Fetched(time.GetUtcNow());
    }

    private async Task InstallAsync(AptScope scope, string selector, string name, CancellationToken cancellationToken)
    {
        // 1. Nobody else may be at it: what is planned now has to be true then.
        await new PackageLock(tools.PathOf("/var/lib/dpkg/lock-frontend"), options.Deadline, time, logger).WaitAsync(cancellationToken);
        await FinishInterruptedAsync(cancellationToken);

        // 2. What it would do.
        var plan = await AptAsync(scope, ErrorReason.Invalid, name, "cannot be installed", ["--simulate", "--allow-downgrades", "install", "--", selector], cancellationToken);
        RefuseChanges(AptPlan.Parse(plan.Output), name);

        // 3. The network's part, which may be tried again, and may be broken off.
        await AptAsync(scope, ErrorReason.Transient, name, "cannot be fetched", ["--download-only", "--allow-downgrades", "install", "--", selector], cancellationToken);

        // 4. The machine's part, which is never broken off: a package that is half installed helps nobody.
        LogInstalling(logger, name);
        var install = AptAsync(scope, ErrorReason.Invalid, name, "cannot be installed", ["--allow-downgrades", "install", "--", selector], CancellationToken.None);
        lock (_lock)
        {
            _working = install;
        }

        try
        {
            await install.WaitAsync(options.Deadline, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The package {name} is still being installed after {options.Deadline}.");
        }
    }

    private async Task<PackageToolResult> AptAsync(
        AptScope scope, ErrorReason reason, string name, string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var deadline = cancellationToken.CanBeCanceled ? options.Deadline : Timeout.InfiniteTimeSpan;
        var result = await tools.RunAsync(["apt-get", "--config-file", scope.Configuration, .. arguments], deadline, cancellationToken);
        return result.IsSuccess ? result : throw new ProviderException(reason, $"The package {name} {what}: {result.Complaint}");
    }

    private void RefuseChanges(AptPlan plan, string name)
    {
        foreach (var changed in plan.Changed)
        {
            if (leases.UsersOf(DebImageResolver.ResolverName, image => InstalledPackage.NameIn(image.Id) == changed).FirstOrDefault() is { } user)
            {
                throw new ProviderException(
                    ErrorReason.Conflict, $"The package {name} is not installed: that would change files of {changed}, which the pod {user.Namespace}/{user.Name} runs.");
            }
        }
    }

    // The machine went down while packages were being installed.
    private async Task FinishInterruptedAsync(CancellationToken cancellationToken)
    {
        var journal = tools.PathOf("/var/lib/dpkg/updates");
        if (Directory.Exists(journal) && Directory.EnumerateFiles(journal).Any(static file => Path.GetFileName(file).All(char.IsAsciiDigit)))
        {
            LogInterrupted(logger);
            await tools.RunAsync(["dpkg", "--configure", "--pending", "--force-confdef", "--force-confold"], options.Deadline, cancellationToken);
        }
    }
}
