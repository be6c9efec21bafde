using NuGet.Versioning;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Store;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>Gets changes ready, up to the switch: what serves is not touched.</summary>
/// <param name="store">What is installed.</param>
/// <param name="stager">Makes plugins.</param>
internal sealed class PackageChanges(PackageStore store, PluginStager stager)
{
    /// <summary>Gets everything ready that a request asks for.</summary>
    /// <exception cref="ProviderException">Something cannot be done: then nothing is.</exception>
    public async Task<IReadOnlyList<PreparedChange>> PrepareAsync(PackageVerb verb, ChangeContext context, CancellationToken cancellationToken)
    {
        var ids = context.Request.Ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return verb switch
        {
            PackageVerb.Install => await EachAsync(Required(ids), id => InstallAsync(id, context, cancellationToken)),
            PackageVerb.Update => await EachAsync(ids.Length > 0 ? ids : store.Ids, id => UpdateAsync(id, context, cancellationToken)),
            PackageVerb.Restore => await RestoreAsync(context, cancellationToken),
            PackageVerb.Remove => [.. Required(ids).Select(Remove)],
            PackageVerb.Rollback => [.. Required(ids).Select(RollBack)],
            _ => throw PackageFailure.Invalid($"{verb} is nothing that can be done to packages.", "verb"),
        };
    }

    private async Task<PreparedChange> InstallAsync(string id, ChangeContext context, CancellationToken cancellationToken)
    {
        PackagePlanner.CheckId(id);
        var request = VersionRequest.Parse(context.Request.Version, context.Request.Prerelease);
        var range = request.IsExact || context.Request.Version is null ? null : context.Request.Version;
        context.Progress.Report(new PackageStep { Phase = "resolve", Package = id });
        var plan = await context.Planner.Value.PlanAsync(id, request, range, context.Cache, cancellationToken);
        return await ReplaceAsync(plan, Installed.Find(store, id), context, cancellationToken);
    }

    private async Task<PreparedChange> UpdateAsync(string text, ChangeContext context, CancellationToken cancellationToken)
    {
        var installed = Installed.Require(store, text);
        var range = context.Request.Version ?? installed.Record.Locked.Range;
        var request = VersionRequest.Parse(range, context.Request.Prerelease || installed.Version.IsPrerelease);
        context.Progress.Report(new PackageStep { Phase = "resolve", Package = installed.Id });
        var plan = await context.Planner.Value.PlanAsync(installed.Id, request, request.IsExact ? null : range, context.Cache, cancellationToken);
        return plan.Root.Package.Version <= installed.Version && !context.Request.AllowDowngrade
            ? Unchanged(installed)
            : await ReplaceAsync(plan, installed, context, cancellationToken);
    }

    private async Task<IReadOnlyList<PreparedChange>> RestoreAsync(ChangeContext context, CancellationToken cancellationToken)
    {
        var wanted = LockCheck.Check(context.Request.Lock);
        List<PreparedChange> changes = [];
        for (var i = 0; i < wanted.Count; i++)
        {
            var installed = Installed.Find(store, wanted[i].Package.Id);
            changes.Add(installed is not null && LockCheck.AreEqual(installed.Record.Locked, wanted[i]) && await store.IsWholeAsync(installed.Id, installed.Name, cancellationToken)
                ? Unchanged(installed)
                : await ReplaceAsync(context.Planner.Value.PlanLocked(wanted[i], $"plugins[{i}]"), installed, context, cancellationToken));
        }

        if (context.Request.Prune)
        {
            changes.AddRange(store.Ids.Where(id => !wanted.Any(one => one.Package.Id.Equals(id, StringComparison.OrdinalIgnoreCase))).Select(Remove));
        }

        return [.. changes.OrderBy(static one => one.Change.Id, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<PreparedChange> ReplaceAsync(PackagePlan plan, Installed? installed, ChangeContext context, CancellationToken cancellationToken)
    {
        var version = plan.Root.Package.Version;
        if (installed is not null && version < installed.Version && !context.Request.AllowDowngrade)
        {
            throw PackageFailure.Refused(
                $"{plan.Root} is older than {installed.Version.ToNormalizedString()}, which is installed; if that is meant, say --allow-downgrade, or go back with \"reeve plugins rollback {installed.Id}\".");
        }

        var change = new PackageChange
        {
            Id = plan.Root.Package.Id,
            Action = ActionOf(installed?.Version, version),
            From = installed?.Version.ToNormalizedString(),
            To = version.ToNormalizedString(),
            Source = string.Join(", ", plan.Root.Feeds.Select(static feed => feed.Name)),
            Dependencies = [.. plan.Dependencies.Select(static one => one.ToString())],
        };
        if (context.Request.DryRun)
        {
            return new PreparedChange(change, null);
        }

        var staged = await stager.StageAsync(plan, context.Cache, context.Progress, cancellationToken);
        var name = await store.TakeAsync(staged.Directory, staged.Record, cancellationToken);
        change = change with { Source = staged.Record.Source };
        return name == installed?.Name
            ? new PreparedChange(change with { Action = "unchanged" }, null)
            : new PreparedChange(change, new PluginSwitch(plan.Root.Package.Id, installed?.Name, name));
    }

    private PreparedChange Remove(string text)
    {
        var installed = Installed.Require(store, text);
        return new PreparedChange(
            new PackageChange { Id = installed.Id, Action = "removed", From = installed.Version.ToNormalizedString() }, new PluginSwitch(installed.Id, installed.Name, null));
    }

    private PreparedChange RollBack(string text)
    {
        var current = Installed.Find(store, text) ?? store.Ids.Select(id => Installed.Find(store, id)).FirstOrDefault(one => one?.Record.PluginId == text);
        var id = current?.Id ?? text;
        PackagePlanner.CheckId(id);
        return store.Previous(id) is { } name && name != current?.Name && store.Find(id, name) is { } record
            ? new PreparedChange(
                new PackageChange { Id = record.Locked.Package.Id, Action = "rolledBack", From = current?.Version.ToNormalizedString(), To = record.Locked.Package.Version, Source = record.Source },
                new PluginSwitch(record.Locked.Package.Id, current?.Name, name))
            : throw PackageFailure.NotFound($"There is nothing that {id} could go back to: no version was installed before.", "id");
    }

    private static PreparedChange Unchanged(Installed installed) => new(
        new PackageChange
        {
            Id = installed.Id, Action = "unchanged", From = installed.Version.ToNormalizedString(), To = installed.Version.ToNormalizedString(), Source = installed.Record.Source,
        },
        null);

    private static string ActionOf(NuGetVersion? from, NuGetVersion to) => from is null ? "installed" : to.CompareTo(from) switch
    {
        > 0 => "updated",
        < 0 => "downgraded",
        _ => "reinstalled",
    };

    private static async Task<IReadOnlyList<PreparedChange>> EachAsync(IEnumerable<string> ids, Func<string, Task<PreparedChange>> prepare)
    {
        List<PreparedChange> changes = [];
        foreach (var id in ids)
        {
            changes.Add(await prepare(id));
        }

        return changes;
    }

    private static string[] Required(string[] ids) => ids.Length > 0 ? ids : throw PackageFailure.Invalid("Name a package.", "ids");
}
