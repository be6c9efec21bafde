using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Flags;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>Decides which entry of the map a pod gets. By its namespace, which is not of its author's choosing; what a pod says only chooses among that. Pure.</summary>
internal sealed class UserChoice(UsersOptions options, ContainerOptions containers)
{
    private const string All = "*";

    /// <summary>Decides.</summary>
    /// <param name="pod">The pod as written.</param>
    /// <param name="findings">Takes what it asks for and may not have.</param>
    /// <returns>The entry and the account; null if there is a finding.</returns>
    public (UserMapping Mapping, string? Account)? Choose(Pod pod, Findings findings)
    {
        var allowed = options.Map.Where(entry => entry.Namespaces.Contains(All) || entry.Namespaces.Contains(NamespaceOf(pod))).ToList();
        if (allowed.Count == 0)
        {
            findings.Add("metadata.namespace", $"Forbidden: namespace \"{NamespaceOf(pod)}\" is mapped to no user of the cluster");
            return null;
        }

        var wanted = pod.Metadata.Labels.GetValueOrDefault(options.Label);
        if ((wanted is null ? allowed[0] : allowed.Find(entry => NameOf(entry) == wanted)) is not { } mapping)
        {
            findings.Add($"metadata.labels[{options.Label}]", $"Forbidden: namespace \"{NamespaceOf(pod)}\" is not mapped to \"{wanted}\"");
            return null;
        }

        // Whatever else is wrong with the options is for the job's own admission to say.
        var account = new JobOptionsPlanner(containers).Plan(pod, TimeSpan.Zero, place: null, new Findings()).Get("account");
        if (mapping.Accounts.Count > 0 && account is not null && !mapping.Accounts.Contains(account))
        {
            findings.Add("metadata.annotations", $"Forbidden: pods of namespace \"{NamespaceOf(pod)}\" may not charge account \"{account}\"");
            return null;
        }

        return (mapping, account ?? mapping.Accounts.FirstOrDefault());
    }

    /// <summary>The pod's namespace.</summary>
    public static string NamespaceOf(Pod pod) => pod.Metadata.Namespace ?? "default";

    private static string? NameOf(UserMapping mapping) => mapping.Name ?? mapping.User;
}
