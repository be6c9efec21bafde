namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>The kubelet's series about the life of its certificates.</summary>
internal static class CertificateMetrics
{
    public static void Write(PrometheusText text, KubeletApiSetup setup, DateTimeOffset now)
    {
        if (setup.ClientCertificate() is { } client)
        {
            text.Family(
                "kubelet_certificate_manager_client_ttl_seconds", "gauge",
                "Gauge of the TTL (time-to-live) of the Kubelet's client certificate. The value is in seconds until certificate expiry (negative if already expired).");
            text.Sample("kubelet_certificate_manager_client_ttl_seconds", "", Math.Floor((client.Expires - now).TotalSeconds));
            text.Family("kubelet_certificate_manager_client_expiration_renew_errors", "counter", "Counter of certificate renewal errors.");
            text.Sample("kubelet_certificate_manager_client_expiration_renew_errors", "", client.Failures);
        }

        if (setup.ServingCertificate() is { } serving)
        {
            text.Family(
                "kubelet_certificate_manager_server_ttl_seconds", "gauge",
                "Gauge of the shortest TTL (time-to-live) of the Kubelet's serving certificate. The value is in seconds until certificate expiry (negative if already expired).");
            text.Sample("kubelet_certificate_manager_server_ttl_seconds", "", Math.Floor((serving.NotAfter - now).TotalSeconds));
        }
    }
}
