using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

/// <summary>The JSON names of the types that matter most, as the API has them in 1.36.</summary>
public sealed class FieldNameTests
{
    private const string ContainerFields =
        "name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules volumeMounts " +
        "volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy " +
        "imagePullPolicy securityContext stdin stdinOnce tty";

    [Theory]
    [InlineData(typeof(ObjectMeta), "name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields")]
    [InlineData(typeof(PodSpec), "volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride workloadRef schedulingGroup")]
    [InlineData(typeof(PodStatus), "observedGeneration phase conditions message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses containerStatuses qosClass ephemeralContainerStatuses resize resourceClaimStatuses extendedResourceClaimStatus allocatedResources resources nodeAllocatableResourceClaimStatuses")]
    [InlineData(typeof(Container), ContainerFields)]
    [InlineData(typeof(EphemeralContainer), ContainerFields + " targetContainerName")]
    [InlineData(typeof(ContainerPort), "name hostPort containerPort protocol hostIP")]
    [InlineData(typeof(ContainerStatus), "name state lastState ready restartCount image imageID containerID started allocatedResources resources volumeMounts user allocatedResourcesStatus stopSignal")]
    [InlineData(typeof(ContainerStateTerminated), "exitCode signal reason message startedAt finishedAt containerID")]
    [InlineData(typeof(EnvVarSource), "fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef")]
    [InlineData(typeof(Probe), "exec httpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds")]
    [InlineData(typeof(Lifecycle), "postStart preStop stopSignal")]
    [InlineData(typeof(LifecycleHandler), "exec httpGet tcpSocket sleep")]
    [InlineData(typeof(SecurityContext), "capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile appArmorProfile")]
    [InlineData(typeof(PodSecurityContext), "seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup sysctls fsGroupChangePolicy seccompProfile appArmorProfile seLinuxChangePolicy")]
    [InlineData(typeof(Volume), "name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image")]
    [InlineData(typeof(VolumeProjection), "secret downwardAPI configMap serviceAccountToken clusterTrustBundle podCertificate")]
    [InlineData(typeof(VolumeMount), "name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr")]
    [InlineData(typeof(NodeSpec), "podCIDR podCIDRs providerID unschedulable taints configSource externalID")]
    [InlineData(typeof(NodeStatus), "capacity allocatable phase conditions addresses daemonEndpoints nodeInfo images volumesInUse volumesAttached config runtimeHandlers features declaredFeatures")]
    [InlineData(typeof(NodeSystemInfo), "machineID systemUUID bootID kernelVersion osImage containerRuntimeVersion kubeletVersion kubeProxyVersion operatingSystem architecture swap")]
    [InlineData(typeof(DaemonEndpoint), "Port")]
    [InlineData(typeof(ServiceSpec), "ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution")]
    [InlineData(typeof(LeaseSpec), "holderIdentity leaseDurationSeconds acquireTime renewTime leaseTransitions strategy preferredHolder")]
    [InlineData(typeof(Event), "apiVersion kind metadata involvedObject reason message source firstTimestamp lastTimestamp count type eventTime series action related reportingComponent reportingInstance")]
    [InlineData(typeof(Status), "apiVersion kind metadata status message reason details code")]
    [InlineData(typeof(CertificateSigningRequestSpec), "request signerName expirationSeconds usages username uid groups extra")]
    [InlineData(typeof(PersistentVolumeClaimSpec), "accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName")]
    public void Properties_OfTheType_AreThoseOfTheApi(Type type, string names)
    {
        var actual = KubernetesJson.Options.GetTypeInfo(type).Properties
            .Where(property => !property.IsExtensionData && (property.Get is not null || property.Set is not null))
            .Select(property => property.Name);

        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }
}
