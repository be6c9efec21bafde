namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>Somebody denied a request for a certificate, or the signer failed it.</summary>
internal sealed class CertificateDeniedException(string message) : Exception(message);
