using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>What a probe or a hook may do, of which it must do one thing.</summary>
internal readonly record struct HandlerSet(ExecAction? Exec, HTTPGetAction? HttpGet, TCPSocketAction? TcpSocket, GRPCAction? Grpc, SleepAction? Sleep)
{
    public HandlerSet(Probe probe)
        : this(probe.Exec, probe.HttpGet, probe.TcpSocket, probe.Grpc, null)
    {
    }

    public HandlerSet(LifecycleHandler handler)
        : this(handler.Exec, handler.HttpGet, handler.TcpSocket, null, handler.Sleep)
    {
    }
}
