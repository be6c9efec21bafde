namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>Runs where a recording is wanted, and not among the tests.</summary>
internal sealed class RecordingFactAttribute : FactAttribute
{
    public RecordingFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("REEVE_RECORD_KUBELET") != "1")
        {
            Skip = "records a real kubelet's answers: eng/kubelet-fields.sh";
        }
    }
}
