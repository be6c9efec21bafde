namespace Reeve.Clusters;

/// <summary>
/// The hands of a provisioner that looks at a cluster for somebody who looks again and again. A context of <see cref="IClusterProvisioner.ObserveAsync"/>
/// may be one; a context that is none wants to know what is there now.
/// </summary>
public interface ILookContext : IStepContext
{
    /// <summary>
    /// How old an answer may be that the provisioner has already, or that it gets together with those for other clusters; zero: it has to look now. What the
    /// agent's own steps have changed is told in any case once they have ended.
    /// </summary>
    TimeSpan MaxAge { get; }
}
