namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>How measurements become a value.</summary>
internal enum MetricKind
{
    /// <summary>They are set.</summary>
    Gauge = 0,

    /// <summary>They are added up, and only grow.</summary>
    Counter,

    /// <summary>They are added up.</summary>
    Sum,

    /// <summary>They are set at each reading.</summary>
    Observed,

    /// <summary>They are set at each reading, and only grow.</summary>
    ObservedCounter,

    /// <summary>They are counted by size.</summary>
    Histogram,
}
