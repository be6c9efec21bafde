namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Refuses CronJobs: leaving out a schedule silently would be worse.</summary>
internal sealed class CronJobKind : IKindReader
{
    public string ApiVersion => "batch/v1";

    public string Kind => "CronJob";

    public void Read(ObjectScope scope) =>
        scope.Error("kind", "a CronJob needs a cluster that keeps its schedule; run its jobTemplate as a Job, and start that by cron or a systemd timer");
}
