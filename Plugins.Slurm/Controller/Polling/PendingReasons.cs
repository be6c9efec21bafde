using System.Collections.Frozen;

namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>Says in a sentence why a job waits. Source: squeue(1), JOB REASON CODES; resource limits of slurm.conf(5) and sacctmgr(1).</summary>
internal static class PendingReasons
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["Priority"] = "Other jobs go first.",
        ["Resources"] = "It is next and waits for processors, memory or other resources to become free.",
        ["None"] = "It has not been looked at by the scheduler yet.",
        ["Dependency"] = "It waits for another job.",
        ["DependencyNeverSatisfied"] = "It waits for a job that did not end as its dependency demands, and so will never run.",
        ["BeginTime"] = "Its earliest start has not come yet; after a requeue Slurm waits for some seconds.",
        ["JobHeldUser"] = "Its user holds it.",
        ["JobHeldAdmin"] = "An administrator holds it.",
        ["JobHoldMaxRequeue"] = "It was requeued too often and is held.",
        ["JobLaunchFailure"] = "It could not be launched; the file system, the partition or the program may be wrong.",
        ["launch_failed_requeued_held"] = "It could not be launched and is held: an administrator or its user has to release it.",
        ["job_requeued_in_held_state"] = "It was requeued and is held.",
        ["Licenses"] = "It waits for a licence.",
        ["ReqNodeNotAvail"] = "A node that it needs is down, drained or reserved.",
        ["NodeDown"] = "A node that it needs is down.",
        ["BadConstraints"] = "No node of the cluster can ever satisfy what it asks for.",
        ["PartitionDown"] = "Its partition starts no jobs at present.",
        ["PartitionInactive"] = "Its partition takes no jobs at present.",
        ["PartitionNodeLimit"] = "It asks for more nodes than its partition allows, or for fewer.",
        ["PartitionTimeLimit"] = "It asks for more time than its partition allows.",
        ["PartitionConfig"] = "It asks for something that its partition is not configured for.",
        ["Reservation"] = "It waits for its reservation to begin.",
        ["ReservationDeleted"] = "Its reservation is gone.",
        ["InvalidAccount"] = "Its account is not valid.",
        ["InvalidQOS"] = "Its quality of service is not valid.",
        ["AccountNotAllowed"] = "Its account may not use the partition.",
        ["QOSNotAllowed"] = "Its quality of service may not be used with the account or the partition.",
        ["AssociationJobLimit"] = "Its account has as many jobs as it may.",
        ["AssociationResourceLimit"] = "Its account has as many resources as it may.",
        ["AssociationTimeLimit"] = "Its account has used its time.",
        ["QOSJobLimit"] = "Its quality of service has as many jobs as it may.",
        ["QOSResourceLimit"] = "Its quality of service has as many resources as it may.",
        ["QOSTimeLimit"] = "Its quality of service has used its time.",
        ["QOSUsageThreshold"] = "The required usage threshold is not kept.",
        ["JobArrayTaskLimit"] = "As many parts of its array run as may.",
        ["Prolog"] = "Its prolog runs.",
        ["Cleaning"] = "It was requeued and is still being cleaned up.",
        ["NodeFail"] = "Its node failed and it waits again.",
        ["FrontEndDown"] = "No front end is available.",
        ["BurstBufferResources"] = "It waits for a burst buffer.",
        ["BurstBufferStageIn"] = "Its data are being brought in.",
        ["SchedDefer"] = "It asked to start at once, which is not possible now.",
        ["DeadLine"] = "It cannot end before its deadline.",
        ["MaxMemPerLimit"] = "It asks for more memory for each processor or node than allowed.",
        ["AccountingPolicy"] = "A limit of the accounting keeps it waiting.",
        ["FedJobLock"] = "The clusters of the federation agree on where it runs.",
        ["Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions"] = "The nodes that it needs are down, drained or reserved for other partitions.",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>One CamelCase word for a reason as squeue writes it, which may carry details: <c>ReqNodeNotAvail, UnavailableNodes:node[1-2]</c>.</summary>
    public static string Word(string reason)
    {
        var end = reason.AsSpan().IndexOfAny([',', ' ', '(', ':']);
        var text = reason.StartsWith("Nodes_required_for_job", StringComparison.Ordinal) ? "ReqNodeNotAvail" : end < 0 ? reason : reason[..end];
        return string.Concat(text.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]).Select(part => new string([.. part.Where(char.IsAsciiLetterOrDigit)])));
    }

    /// <summary>The sentence, with the reason as Slurm gives it at the end.</summary>
    public static string Sentence(string reason)
    {
        if (reason.Length == 0 || reason == "None")
        {
            return Sentences["None"];
        }

        var end = reason.AsSpan().IndexOfAny([' ', '(', ':']);
        var word = (end < 0 ? reason : reason[..end]).TrimEnd(',');
        return $"{Sentences.GetValueOrDefault(word) ?? OfLimit(word)} (Slurm: {reason})";
    }

    private static string OfLimit(string word)
    {
        // QOSMaxJobsPerUserLimit, AssocGrpCpuLimit, MaxNodePerAccount …: whose limit, and of how many together.
        var owner = word.StartsWith("QOS", StringComparison.OrdinalIgnoreCase) ? "its quality of service"
            : word.StartsWith("Assoc", StringComparison.OrdinalIgnoreCase) ? "its account"
            : word.StartsWith("Max", StringComparison.Ordinal) || word.StartsWith("Grp", StringComparison.Ordinal) ? "the accounting" : null;
        if (owner is null)
        {
            return "It waits.";
        }

        var whose = word.Contains("PerUser", StringComparison.OrdinalIgnoreCase) || word.Contains("/User", StringComparison.OrdinalIgnoreCase) ? " of one user"
            : word.Contains("PerAccount", StringComparison.OrdinalIgnoreCase) || word.Contains("PA", StringComparison.Ordinal) ? " of one account"
            : word.Contains("PerJob", StringComparison.OrdinalIgnoreCase) ? " of one job"
            : word.Contains("Grp", StringComparison.OrdinalIgnoreCase) ? " of all jobs together" : "";
        return $"A limit of {owner}{whose} keeps it waiting.";
    }
}
