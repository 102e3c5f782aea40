#!/bin/bash
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
mkdir -p /etc/systemd/system/kubelet.service.d
cat > /etc/systemd/system/kubelet.service.d/prestart-load-pause-ctr.conf << 'EOF'
[Service]
ExecStartPre=/usr/bin/ctr --namespace=k8s.io image import /etc/eks/pause.tar
ExecStartPre=-/usr/bin/ctr --namespace=k8s.io image label localhost/kubernetes/pause:latest io.cri-containerd.pinned=pinned
EOF
systemctl daemon-reload
