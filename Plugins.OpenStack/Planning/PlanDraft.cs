using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>A plan while it is drawn up: a step for each resource that is wanted and not there.</summary>
internal sealed class PlanDraft(StepCatalog kinds, ClusterId cluster, CloudFacts facts)
{
    private const string CreateClaim = "claim";
    private const string ChangeClaim = "claim-change";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly List<ClusterStep> _steps = [];
    private readonly Dictionary<string, List<string>> _wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _costs = new(StringComparer.Ordinal);

    public StepCatalog Kinds => kinds;

    /// <summary>The step that comes before all others. That of the cluster's making is undone last when the cluster is removed; those of changes are not.</summary>
    public string ClaimId => IsNew ? CreateClaim : ChangeClaim;

    /// <summary>Whether nothing of the cluster is there.</summary>
    public bool IsNew => facts.Resources.Count == 0;

    public ClusterId Cluster => cluster;

    public CloudFacts Facts => facts;

    public ClusterMarks Marks { get; } = new(cluster);

    /// <summary>The steps, and what they take of the quota.</summary>
    public IReadOnlyList<ClusterStep> Steps => _steps;

    public IReadOnlyDictionary<string, long> Costs => _costs;

    /// <summary>All resources that are wanted, there or not: names by kind.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Wanted => _wanted.ToDictionary(kind => kind.Key, IReadOnlyList<string> (kind) => kind.Value, StringComparer.Ordinal);

    /// <summary>Adds a step.</summary>
    public string Add(ClusterStep step)
    {
        _steps.Add(step.DependsOn.Count > 0 || step.Id == ClaimId ? step : step with { DependsOn = [ClaimId] });
        return step.Id;
    }

    /// <summary>Takes note of what is used of the quota.</summary>
    public void Cost(string quota, long amount) => _costs[quota] = _costs.GetValueOrDefault(quota) + amount;

    /// <summary>Wants a resource: a step makes it if it is not there, and another one gives it its tags.</summary>
    /// <param name="id">The step's id.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">Its name; null for what has none.</param>
    /// <param name="body">What it is made of.</param>
    /// <param name="json">The body's form.</param>
    /// <param name="quota">What it counts as; null if it is not counted.</param>
    /// <param name="present">The one that is there, where the name does not tell.</param>
    /// <param name="dependsOn">What has to be there before.</param>
    public Made Want<TCreate>(
        string id, string kind, string? name, TCreate body, JsonTypeInfo<TCreate> json, string? quota, CloudResource? present = null, params IEnumerable<string> dependsOn) =>
        Want(new ResourceArguments { Cluster = cluster, Kind = kind, Body = JsonSerializer.SerializeToElement(body, json) }, id, name, quota, present ?? (name is null ? null : facts.Find(kind, name)), [.. dependsOn]);

    /// <summary>The same with all that a step may say; <paramref name="present"/> alone tells whether it is there.</summary>
    public Made Want(ResourceArguments arguments, string id, string? name, string? quota, CloudResource? present, IReadOnlyList<string> dependsOn, IReadOnlyList<string>? secrets = null)
    {
        if (name is not null)
        {
            Note(arguments.Kind, name);
        }

        if (present is { } there)
        {
            return new Made { Id = there.Id, Address = there.Address ?? "", Port = there.Facts.GetValueOrDefault("vipPort") ?? "" };
        }

        if (quota is not null)
        {
            Cost(quota, 1);
        }

        Add(kinds.Resource.Step(id, $"Make the {Spoken(arguments.Kind)} {name ?? id}", arguments, dependsOn) with { Deadline = s_patience, SecretNames = secrets ?? [] });
        var made = new Made { Step = id, Id = $"${{{id}.id}}", Address = $"${{{id}.address}}", Port = $"${{{id}.port}}" };
        if (KindCatalog.Of(arguments.Kind).IsTaggedLater)
        {
            Add(kinds.Tag.Step($"tags-{id}", $"Tag the {Spoken(arguments.Kind)} {name ?? id}", new TagArguments { Cluster = cluster, Kind = arguments.Kind, Id = made.Id }, id));
        }

        return made;
    }

    private static string Spoken(string kind) => kind.Replace('-', ' ');

    private void Note(string kind, string name)
    {
        if (!_wanted.TryGetValue(kind, out var names))
        {
            _wanted[kind] = names = [];
        }

        names.Add(name);
    }
}
