namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>What a node does until its cluster has signed its serving certificate.</summary>
public enum ServingCertificatePolicy
{
    /// <summary>Serves with a certificate that it signed itself: <c>kubectl logs</c> works where the API server does not verify kubelets.</summary>
    SelfSigned = 0,

    /// <summary>Refuses connections until then.</summary>
    Wait,
}
